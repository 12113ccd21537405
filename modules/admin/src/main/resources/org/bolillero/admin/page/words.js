// Words, numbers and times, in the language of the browser: Spanish or English.

const WORDS = {
  en: {
    connecting: "connecting …",
    live: "live",
    lost: "connection lost; trying again …",
    again: "connected again",
    draws: "Draws",
    noDraws: "No draw is open.",
    draw: "Draw",
    drawTitle: (draw) => `Draw ${draw}`,
    news: (draw, state) => `Draw ${draw}: ${state}`,
    open: "open",
    closed: "closed",
    sealed: "sealed",
    numbered: "numbered",
    drawn: "drawn",
    closesIn: (rest, time) => `closes in ${rest} (${time})`,
    closesNow: "closes now",
    closesByOfficial: "closes when all have finished, or an official closes it",
    agencies: "Agencies",
    agency: "Agency",
    state: "State",
    bets: "Bets",
    finished: "finished",
    finishedOf: (some, all) => `${some} of ${all}`,
    missing: "missing",
    excused: "excused",
    all: "all",
    missingTitle: (count) => `Who is missing (${count})`,
    agenciesTitle: (count) => `Agencies (${count})`,
    show: "Show",
    filter: "Numbers",
    found: (some, all) => `${some} of ${all}`,
    numberFrom: "number from",
    fixedNumber: (number) => `fixed at the opening: ${number}`,
    oneOfficial: "one official",
    officials: (count) => `${count} officials`,
    number: "Number",
    winners: (count) => `Winners: ${count}`,
    correction: "This corrects an earlier result.",
    digest: (digest) => `Digest of the winners: ${digest}`,
    recordTitle: "Record of decisions",
    record: (count) => `Record of decisions (${count})`,
    earlier: (count) => `${count} earlier ones are not shown`,
    time: "Time",
    event: "What",
    who: "Who",
    reason: "Why",
    details: "Details",
    events: {
      opened: "opened",
      closed: "closed",
      excused: "excused",
      sealed: "sealed",
      entered: "entered",
      number: "number",
      drawn: "drawn",
    },
    office: "Office",
    betsPerSecond: "bets per second",
    betsSinceStart: "bets since the start",
    force50: "a force, median",
    force99: "a force, slowest 1 %",
    freeDisk: "free disk",
    startedAt: "running since",
    leader: "office that leads",
    leads: (office, since) => `${office}, since ${since}`,
    curve: (max) => `Bets per second in the last five minutes; at most ${max}`,
    problems: "Latest problems",
    noProblems: "None since the start.",
    times: (count) => `${count} times`,
    over: "Draws that are over",
    showOver: "Show the list",
    noneOver: "None.",
    overCount: (count) => `Draws: ${count}`,
    overLatest: (some, all) => `The latest ${some} of ${all}`,
    look: "Look",
    lookAt: (draw) => `Look at draw ${draw}`,
    failed: (why) => `That did not work: ${why}`,
    titleMissing: (count) => `${count} missing`,
  },
  es: {
    connecting: "conectando …",
    live: "en vivo",
    lost: "sin conexión; probando otra vez …",
    again: "conectado otra vez",
    draws: "Sorteos",
    noDraws: "No hay ningún sorteo abierto.",
    draw: "Sorteo",
    drawTitle: (draw) => `Sorteo ${draw}`,
    news: (draw, state) => `Sorteo ${draw}: ${state}`,
    open: "abierto",
    closed: "cerrado",
    sealed: "sellado",
    numbered: "con número",
    drawn: "sorteado",
    closesIn: (rest, time) => `cierra en ${rest} (${time})`,
    closesNow: "cierra ahora",
    closesByOfficial: "cierra cuando todas hayan terminado, o lo cierre un oficial",
    agencies: "Agencias",
    agency: "Agencia",
    state: "Estado",
    bets: "Apuestas",
    finished: "terminaron",
    finishedOf: (some, all) => `${some} de ${all}`,
    missing: "faltan",
    excused: "excusadas",
    all: "todas",
    missingTitle: (count) => `Quién falta (${count})`,
    agenciesTitle: (count) => `Agencias (${count})`,
    show: "Mostrar",
    filter: "Números",
    found: (some, all) => `${some} de ${all}`,
    numberFrom: "el número viene de",
    fixedNumber: (number) => `fijado en la apertura: ${number}`,
    oneOfficial: "un oficial",
    officials: (count) => `${count} oficiales`,
    number: "Número",
    winners: (count) => `Ganadores: ${count}`,
    correction: "Corrige un resultado anterior.",
    digest: (digest) => `Resumen de los ganadores: ${digest}`,
    recordTitle: "Acta de decisiones",
    record: (count) => `Acta de decisiones (${count})`,
    earlier: (count) => `no se muestran ${count} anteriores`,
    time: "Hora",
    event: "Qué",
    who: "Quién",
    reason: "Por qué",
    details: "Detalles",
    events: {
      opened: "apertura",
      closed: "cierre",
      excused: "excusa",
      sealed: "sello",
      entered: "ingreso",
      number: "número",
      drawn: "sorteo",
    },
    office: "Oficina",
    betsPerSecond: "apuestas por segundo",
    betsSinceStart: "apuestas desde el inicio",
    force50: "escritura forzada, mediana",
    force99: "escritura forzada, 1 % más lento",
    freeDisk: "disco libre",
    startedAt: "en marcha desde",
    leader: "oficina que dirige",
    leads: (office, since) => `${office}, desde ${since}`,
    curve: (max) => `Apuestas por segundo en los últimos cinco minutos; como máximo ${max}`,
    problems: "Últimos problemas",
    noProblems: "Ninguno desde el inicio.",
    times: (count) => `${count} veces`,
    over: "Sorteos terminados",
    showOver: "Mostrar la lista",
    noneOver: "Ninguno.",
    overCount: (count) => `Sorteos: ${count}`,
    overLatest: (some, all) => `Los últimos ${some} de ${all}`,
    look: "Ver",
    lookAt: (draw) => `Ver el sorteo ${draw}`,
    failed: (why) => `No se pudo: ${why}`,
    titleMissing: (count) => `faltan ${count}`,
  },
};

const locale = navigator.languages.find((each) => /^(es|en)\b/i.test(each)) ?? "en";
const language = locale.slice(0, 2).toLowerCase();

export const words = WORDS[language];

const DAY_MILLIS = 86_400_000;

const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
const moments = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });
const millis = unit("millisecond", 2);
const days = unit("day", 0);
const sizes = ["terabyte", "gigabyte", "megabyte"].map((each, i) => [1000 ** (4 - i), unit(each, 1)]);

function unit(name, maximumFractionDigits) {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, maximumFractionDigits });
}

export const count = (value) => integers.format(value);
export const duration = (value) => millis.format(value);
export const moment = (time) => moments.format(time);

/** A time with its date, unless it is within a day. */
export const nearMoment = (time, now) => (time - now < DAY_MILLIS ? clock : moments).format(time);

export function size(bytes) {
  const [factor, format] = sizes.find(([each]) => bytes >= each) ?? sizes.at(-1);
  return format.format(bytes / factor);
}

/** What is left of a time, as 1 day 02:03:04. */
export function rest(seconds) {
  const parts = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60];
  const digits = parts.map((each) => String(Math.floor(each)).padStart(2, "0")).join(":");
  const whole = Math.floor(seconds / 86400);
  return whole === 0 ? digits : `${days.format(whole)} ${digits}`;
}

/** A number that wins has four digits. */
export const winningNumber = (number) => String(number).padStart(4, "0");

/** Puts the words into what asks for them. */
export function translate(root) {
  document.documentElement.lang = language;
  for (const each of root.querySelectorAll("[data-word]")) {
    each.textContent = words[each.dataset.word];
  }
}
