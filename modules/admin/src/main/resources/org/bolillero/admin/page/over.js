// The draws that are over: nothing is asked for before somebody wants to see them.

import { Draw } from "./draw.js";
import { count, winningNumber, words } from "./words.js";

const ROWS_MAX = 500;

const details = document.getElementById("over");
const note = document.getElementById("over-note");
const shown = document.getElementById("over-draw");

export function offerOver() {
  details.addEventListener("toggle", () => {
    if (details.open) {
      trying(showList);
    }
  });
}

async function trying(action) {
  try {
    note.textContent = "";
    await action();
  } catch (e) {
    note.textContent = words.failed(e.message);
  }
}

async function get(path) {
  const response = await fetch(path);
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

async function showList() {
  const { draws } = await get("/api/draws");
  const over = draws.filter((each) => each.state === "drawn").reverse();
  const some = over.slice(0, ROWS_MAX);
  if (over.length === 0) {
    note.textContent = words.noneOver;
  } else {
    note.textContent = some.length === over.length
      ? words.overCount(count(over.length))
      : words.overLatest(count(some.length), count(over.length));
  }
  details.querySelector("tbody").replaceChildren(...some.map(row));
}

function row(draw) {
  const line = document.createElement("tr");
  const texts = [draw.draw, winningNumber(draw.winningNumber), count(draw.agencies), count(draw.bets)];
  for (const text of texts) {
    const cell = document.createElement("td");
    cell.className = "number";
    cell.textContent = text;
    line.append(cell);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.look;
  button.setAttribute("aria-label", words.lookAt(draw.draw));
  button.addEventListener("click", () => trying(() => showDraw(draw)));
  const last = document.createElement("td");
  last.append(button);
  line.append(last);
  return line;
}

async function showDraw({ draw, bets }) {
  const found = await get(`/api/draws/${draw}`);
  const lists = { open: [], finished: [], excused: [] };
  for (const each of found.agencies) {
    lists[each.state].push(each.agency, each.bets);
  }
  const card = new Draw(draw, Date.now);
  card.update({ ...found, ...lists, agencies: found.agencies.length, bets });
  shown.replaceChildren(card.element);
  const title = card.element.querySelector("h3");
  title.tabIndex = -1;
  title.focus();
}
