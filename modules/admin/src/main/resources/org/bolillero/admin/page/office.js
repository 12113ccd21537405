// How the office does, whatever it holds: its speed, its disk, its problems.

import { count, duration, moment, size, words } from "./words.js";

const SECONDS = 300;
const HEIGHT = 60;

const section = document.getElementById("office");
const list = document.getElementById("problems");

export function showOffice(office) {
  field("rate", count(office.betsPerSecond.at(-1) ?? 0));
  field("bets", count(office.bets));
  field("p50", office.forceMillis ? duration(office.forceMillis.p50) : "–");
  field("p99", office.forceMillis ? duration(office.forceMillis.p99) : "–");
  field("free", office.freeBytes === undefined ? "–" : size(office.freeBytes));
  document.getElementById("leader").hidden = office.leader === undefined;
  if (office.leader) {
    field("leader", words.leads(office.leader.office, moment(Date.parse(office.leader.since))));
  }
  field("started", moment(Date.parse(office.startedAt)));
  showCurve(office.betsPerSecond);
}

function field(name, text) {
  section.querySelector(`[data-field=${name}]`).textContent = text;
}

/** The latest second is at the right, whatever is known of those before it. */
function showCurve(rates) {
  const max = Math.max(0, ...rates);
  const left = SECONDS - rates.length;
  const points = rates.map((rate, i) => `${left + i},${HEIGHT - 1 - (HEIGHT - 2) * rate / (max || 1)}`);
  section.querySelector(".line").setAttribute("points", points.join(" "));
  section.querySelector(".area").setAttribute(
    "points", [`${left},${HEIGHT}`, ...points, `${SECONDS - 1},${HEIGHT}`].join(" "));
  section.querySelector("figcaption").textContent = words.curve(count(max));
}

export function showProblems(problems) {
  document.getElementById("no-problems").hidden = problems.length > 0;
  list.replaceChildren(...problems.map(problem));
}

function problem({ kind, time, count: times, text }) {
  const item = document.createElement("li");
  item.dataset.kind = kind;
  const when = document.createElement("time");
  when.dateTime = time;
  when.textContent = moment(Date.parse(time));
  const what = document.createElement("span");
  what.textContent = times > 1 ? `${text} (${words.times(count(times))})` : text;
  item.append(when, what);
  return item;
}
