// The table of a draw's agencies. However many there are, only the rows that can be seen are in the page.

import { count, words } from "./words.js";

const ROW_PIXELS = 32;
const ROWS_AROUND = 5;
const STATES = ["open", "finished", "excused"];

const ORDERS = {
  agency: (a, b) => a.agency - b.agency,
  state: (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
  bets: (a, b) => a.bets - b.bets,
};

export class Agencies {
  #agencies = new Map();
  #rows = [];
  #column = "agency";
  #direction = 1;

  /** Whether somebody has said which are to be seen. Otherwise all are, when none is missing. */
  #isChosen = false;

  #details;
  #scroll;
  #body;
  #select;
  #input;

  constructor(details) {
    this.#details = details;
    this.#scroll = details.querySelector(".scroll");
    this.#body = details.querySelector("tbody");
    this.#select = details.querySelector("select");
    this.#input = details.querySelector("input");
    details.addEventListener("toggle", () => this.#arrange());
    this.#select.addEventListener("change", () => {
      this.#isChosen = true;
      this.#arrange();
    });
    this.#input.addEventListener("input", () => this.#arrange());
    this.#scroll.addEventListener("scroll", () => requestAnimationFrame(() => this.#draw()));
    for (const heading of details.querySelectorAll("th")) {
      heading.firstElementChild.addEventListener("click", () => this.#sortBy(heading.dataset.column));
    }
    this.#showOrder();
  }

  /** Takes what has changed: of each state, agencies that are in it, each with its bets behind it. */
  update(change) {
    for (const state of STATES) {
      const some = change[state] ?? [];
      for (let i = 0; i < some.length; i += 2) {
        this.#agencies.set(some[i], { agency: some[i], state, bets: some[i + 1] });
      }
    }
    const missing = this.count("open");
    this.#details.querySelector("summary").textContent = missing > 0
      ? words.missingTitle(count(missing))
      : words.agenciesTitle(count(this.#agencies.size));
    if (missing === 0 && !this.#isChosen) {
      this.#select.value = "";
    }
    this.#arrange();
  }

  count(state) {
    let found = 0;
    for (const each of this.#agencies.values()) {
      found += each.state === state ? 1 : 0;
    }
    return found;
  }

  #sortBy(column) {
    this.#direction = column === this.#column ? -this.#direction : 1;
    this.#column = column;
    this.#showOrder();
    this.#arrange();
  }

  #showOrder() {
    for (const heading of this.#details.querySelectorAll("th")) {
      if (heading.dataset.column === this.#column) {
        heading.setAttribute("aria-sort", this.#direction > 0 ? "ascending" : "descending");
      } else {
        heading.removeAttribute("aria-sort");
      }
    }
  }

  /** Chooses the rows and puts them in order. */
  #arrange() {
    if (!this.#details.open) {
      return;
    }
    const state = this.#select.value;
    const isWanted = numbers(this.#input.value);
    const order = ORDERS[this.#column];
    this.#rows = [...this.#agencies.values()]
      .filter((each) => (state === "" || each.state === state) && isWanted(each.agency))
      .sort((a, b) => this.#direction * order(a, b) || a.agency - b.agency);
    this.#details.querySelector(".found").textContent =
      words.found(count(this.#rows.length), count(this.#agencies.size));
    this.#details.querySelector("table").setAttribute("aria-rowcount", this.#rows.length + 1);
    this.#draw();
  }

  /** Shows the rows that can be seen, and as much empty space as the others need. */
  #draw() {
    const first = Math.max(0, Math.floor(this.#scroll.scrollTop / ROW_PIXELS) - ROWS_AROUND);
    const seen = Math.ceil(this.#scroll.clientHeight / ROW_PIXELS) + 2 * ROWS_AROUND;
    const start = Math.min(first, Math.max(0, this.#rows.length - seen));
    const shown = this.#rows.slice(start, start + seen);
    this.#body.replaceChildren(
      space(start),
      ...shown.map((each, i) => row(each, start + i + 2)),
      space(this.#rows.length - start - shown.length),
    );
  }
}

function row(agency, index) {
  const line = document.createElement("tr");
  line.setAttribute("aria-rowindex", index);
  line.append(
    cell(agency.agency, "number"),
    cell(agency.state === "open" ? words.missing : words[agency.state], agency.state),
    cell(count(agency.bets), "number"),
  );
  return line;
}

function cell(text, kind) {
  const made = document.createElement("td");
  made.textContent = text;
  made.className = kind;
  return made;
}

function space(rows) {
  const line = document.createElement("tr");
  line.className = "space";
  line.setAttribute("aria-hidden", "true");
  line.style.height = `${rows * ROW_PIXELS}px`;
  line.hidden = rows === 0;
  return line;
}

/** Whether a number is meant by a text such as "1-20, 35": 35 and whatever begins with it, and 1 to 20. */
function numbers(text) {
  const parts = text.split(",").map((each) => each.trim()).filter((each) => each !== "");
  const tests = parts.map((part) => {
    const range = /^(\d+)\s*-\s*(\d+)$/.exec(part);
    return range
      ? (agency) => agency >= Number(range[1]) && agency <= Number(range[2])
      : (agency) => String(agency).startsWith(part);
  });
  return (agency) => tests.length === 0 || tests.some((test) => test(agency));
}
