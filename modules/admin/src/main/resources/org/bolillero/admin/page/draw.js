// One draw: how far it is, who is missing, what was decided, what came of it.

import { Agencies } from "./agencies.js";
import { count, moment, nearMoment, rest, translate, winningNumber, words } from "./words.js";

const STATES = ["open", "closed", "sealed", "numbered", "drawn"];
const RECORD_LINES_MAX = 200;

export class Draw {
  #agencies;
  #now;
  #closesAt;

  /** Whether it has been seen before it was drawn. */
  wasAlive = false;

  /** Makes the element of a draw; now gives the office's time in milliseconds. */
  constructor(draw, now) {
    this.element = document.getElementById("draw").content.cloneNode(true).firstElementChild;
    this.number = draw;
    this.#now = now;
    translate(this.element);
    const title = this.element.querySelector("h3");
    title.id = `draw-${draw}`;
    title.textContent = words.drawTitle(draw);
    this.element.setAttribute("aria-labelledby", title.id);
    for (const step of this.element.querySelectorAll(".steps li")) {
      step.textContent = words[step.dataset.state];
    }
    const details = this.element.querySelector(".agencies");
    details.querySelector(".scroll").setAttribute("aria-label", words.agencies);
    this.element.querySelector(".record .scroll").setAttribute("aria-label", words.recordTitle);
    this.#agencies = new Agencies(details);
  }

  get missing() {
    return this.#agencies.count("open");
  }

  /** Takes what has changed. */
  update(change) {
    const isNew = this.state === undefined;
    this.state = change.state;
    this.wasAlive ||= change.state !== "drawn";
    this.element.dataset.state = change.state;
    this.#closesAt = change.state === "open" && change.closesAt ? Date.parse(change.closesAt) : NaN;
    this.#agencies.update(change);
    if (isNew && this.missing > 0) {
      this.element.querySelector(".agencies").open = true;
    }
    this.#showSteps();
    this.#showFigures(change);
    this.#showResult(change.result);
    if (change.record) {
      this.#showRecord(change.record);
    }
    this.tick();
  }

  /** Shows what is left until it closes. */
  tick() {
    this.element.querySelector(".countdown").textContent = this.#countdown();
  }

  #countdown() {
    if (this.state !== "open") {
      return "";
    }
    if (Number.isNaN(this.#closesAt)) {
      return words.closesByOfficial;
    }
    const left = (this.#closesAt - this.#now()) / 1000;
    return left > 0 ? words.closesIn(rest(left), nearMoment(this.#closesAt, this.#now())) : words.closesNow;
  }

  #showSteps() {
    for (const step of this.element.querySelectorAll(".steps li")) {
      const isPast = STATES.indexOf(step.dataset.state) <= STATES.indexOf(this.state);
      step.classList.toggle("past", isPast);
      if (step.dataset.state === this.state) {
        step.setAttribute("aria-current", "step");
      } else {
        step.removeAttribute("aria-current");
      }
    }
  }

  #showFigures(change) {
    const finished = this.#agencies.count("finished");
    this.#field("finished", words.finishedOf(count(finished), count(change.agencies)));
    this.#field("missing", count(this.missing));
    this.#field("excused", count(this.#agencies.count("excused")));
    this.#field("bets", count(change.bets));
    this.#field("source", source(change));
    const progress = this.element.querySelector("progress");
    progress.max = change.agencies;
    progress.value = change.agencies - this.missing;
    progress.setAttribute("aria-label", words.finished);
  }

  #showResult(result) {
    this.element.querySelector(".result").hidden = !result;
    if (result) {
      this.#field("number", winningNumber(result.number));
      this.#field("winners", words.winners(count(result.winners)));
      this.#field("correction", result.correction ? words.correction : "");
      this.#field("digest", words.digest(result.digest));
    }
  }

  #showRecord(record) {
    const details = this.element.querySelector(".record");
    const earlier = record.length - RECORD_LINES_MAX;
    details.querySelector("summary").textContent = words.record(count(record.length))
      + (earlier > 0 ? ` – ${words.earlier(count(earlier))}` : "");
    details.querySelector("tbody").replaceChildren(...record.slice(-RECORD_LINES_MAX).map(line));
  }

  #field(name, text) {
    this.element.querySelector(`[data-field=${name}]`).textContent = text;
  }
}

function source(change) {
  if (change.officials === undefined) {
    return words.fixedNumber(winningNumber(change.winningNumber));
  }
  return change.officials === 1 ? words.oneOfficial : words.officials(change.officials);
}

function line(entry) {
  const row = document.createElement("tr");
  const time = entry.time ? moment(Date.parse(entry.time)) : "–";
  const event = words.events[entry.event] ?? entry.event;
  for (const text of [time, event, entry.who, entry.reason, entry.details]) {
    const cell = document.createElement("td");
    cell.textContent = text;
    row.append(cell);
  }
  return row;
}
