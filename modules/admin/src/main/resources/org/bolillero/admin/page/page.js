// The page of an office: shows what the office tells, and changes nothing.

import { Draw } from "./draw.js";
import { showOffice, showProblems } from "./office.js";
import { offerOver } from "./over.js";
import { count, translate, words } from "./words.js";

const SILENCE_MILLIS_MAX = 20_000;
const RETRY_MILLIS = 2_000;

/** How many draws stay in sight that were drawn while somebody looked. */
const DRAWN_MAX = 4;

const container = document.getElementById("draws");
const connection = document.getElementById("connection");

/** The draws that are shown, by their numbers. */
const draws = new Map();

/** What has to be added to this machine's time to have the office's. */
let ahead = 0;
let heardAt = 0;
let source;

const now = () => Date.now() + ahead;

function connect() {
  heardAt = Date.now();
  source?.close();
  source = new EventSource("/api/watch");
  source.addEventListener("message", (event) => take(JSON.parse(event.data)));
  source.addEventListener("error", lose);
}

/** A browser comes back by itself, but not after every answer. */
function lose() {
  show("lost");
  if (source.readyState === EventSource.CLOSED) {
    setTimeout(connect, RETRY_MILLIS);
  }
}

/** Says how the connection is; of what changes, listeners hear. */
function show(state) {
  const before = connection.dataset.state;
  if (before !== state) {
    connection.dataset.state = state;
    connection.textContent = words[state];
    document.body.classList.toggle("old", state === "lost");
    if (before !== "connecting") {
      announce(state === "live" ? words.again : words[state]);
    }
  }
}

function announce(text) {
  document.getElementById("news").textContent = text;
}

function take(update) {
  heardAt = Date.now();
  ahead = Date.parse(update.time) - heardAt;
  show("live");
  showOffice(update.office);
  if (update.problems) {
    showProblems(update.problems);
  }
  if (update.whole) {
    const there = new Set(update.draws.map((each) => each.draw));
    [...draws.keys()].filter((each) => !there.has(each)).forEach(leave);
  }
  update.draws.forEach((each) => takeDraw(each, update.whole));
  update.gone?.forEach(leave);
  document.getElementById("no-draws").hidden = draws.size > 0;
  showTitle();
}

function takeDraw(change, isFirst) {
  let draw = draws.get(change.draw);
  if (!draw) {
    if (change.state === "drawn" && !isFirst) {
      return; // An old one that somebody looks at.
    }
    draw = new Draw(change.draw, now);
    draws.set(change.draw, draw);
    const next = [...draws.values()].filter((each) => each.number > change.draw);
    next.sort((a, b) => a.number - b.number);
    container.insertBefore(draw.element, next.at(0)?.element ?? null);
  } else if (draw.state !== change.state) {
    announce(words.news(change.draw, words[change.state]));
  }
  draw.update(change);
}

/** The office has closed it. What came of it stays in sight for those who have waited for that. */
function leave(number) {
  const draw = draws.get(number);
  if (draw && !(draw.state === "drawn" && draw.wasAlive)) {
    remove(draw);
  }
  const drawn = [...draws.values()].filter((each) => each.state === "drawn");
  drawn.slice(0, Math.max(0, drawn.length - DRAWN_MAX)).forEach(remove);
}

function remove(draw) {
  draw.element.remove();
  draws.delete(draw.number);
}

function showTitle() {
  const missing = [...draws.values()].reduce((sum, each) => sum + each.missing, 0);
  document.title = missing > 0 ? `${words.titleMissing(count(missing))} – Bolillero` : "Bolillero";
}

function tick() {
  draws.forEach((each) => each.tick());
  if (Date.now() - heardAt > SILENCE_MILLIS_MAX) {
    show("lost");
    connect();
  }
}

translate(document);
offerOver();
connect();
setInterval(tick, 1_000);
