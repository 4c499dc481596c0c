// What the pages can do beyond links and forms; without it everything still works.
"use strict";

// A plan: a passage and its fact, side by side. A passage that several facts were read from leads to them in turn.
let shown = null;

function nextOf(ids) {
  return ids[(ids.indexOf(shown) + 1) % ids.length];
}

function showFact(id, from) {
  document.querySelectorAll(".now").forEach((node) => node.classList.remove("now"));
  const card = document.getElementById("f-" + id);
  const pieces = document.querySelectorAll('.text a[data-f~="' + CSS.escape(id) + '"]');
  pieces.forEach((piece) => piece.classList.add("now"));
  if (card) card.classList.add("now");
  const goal = from === "text" ? card : Array.from(pieces).find((piece) => !piece.matches(".also")) || pieces[0];
  if (goal) {
    goal.scrollIntoView({ block: "center" });
    const focus = from === "text" ? goal.querySelector("a") : goal;
    if (focus) focus.focus({ preventScroll: true });
  }
  shown = id;
  history.replaceState(null, "", "#" + (from === "text" ? "f-" : "t-") + id);
}

function wirePlan() {
  const text = document.getElementById("text");
  const facts = document.getElementById("facts");
  if (!text || !facts) return;
  text.addEventListener("click", (event) => {
    const piece = event.target.closest("a[data-f]");
    if (!piece) return;
    event.preventDefault();
    if (!getSelection().isCollapsed) return;
    showFact(nextOf(piece.dataset.f.split(" ")), "text");
  });
  facts.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#t-"]');
    if (!link) return;
    event.preventDefault();
    showFact(link.getAttribute("href").slice(3), "facts");
  });
  const found = location.hash.match(/^#([tf])-(.+)$/);
  if (found) {
    const id = decodeURIComponent(found[2]);
    showFact(id, "facts");
    const card = document.getElementById("f-" + id);
    if (card) card.scrollIntoView({ block: "nearest" });
  }
}

// A passage marked in the text becomes the place of a fact to add. Offsets count characters, not UTF-16 units.
function wireAdding() {
  const bar = document.getElementById("mark-bar");
  const text = document.getElementById("text");
  if (!bar || !text) return;
  const link = bar.querySelector("a");
  const note = bar.querySelector("span");
  const base = link.getAttribute("href");
  document.addEventListener("selectionchange", () => {
    const marked = getSelection();
    const range = marked.rangeCount ? marked.getRangeAt(0) : null;
    const passage = range && text.contains(range.commonAncestorContainer) ? range.toString() : "";
    bar.classList.toggle("ready", passage.trim() !== "");
    note.textContent = passage.trim() ? note.dataset.some : note.dataset.none;
    if (!passage.trim()) {
      link.href = base;
      return;
    }
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    const letters = Array.from(passage);
    const query = new URLSearchParams({ start, end: start + letters.length, head: letters.slice(0, 60).join("").trim() });
    link.href = base + "?" + query;
  });
}

// The picture of the page with the box of a fact, inside its card; chosen again, it goes.
function wirePictures() {
  const facts = document.getElementById("facts");
  if (!facts) return;
  facts.addEventListener("click", async (event) => {
    const link = event.target.closest("a.picture");
    if (!link) return;
    event.preventDefault();
    const card = link.closest("article");
    const shown = card.querySelector("figure.picture");
    if (shown) shown.remove();
    if (shown && shown.dataset.from === link.href) return;
    const address = new URL(link.href);
    address.searchParams.set("piece", "1");
    const answer = await fetch(address);
    if (!answer.ok) {
      location.href = link.href;
      return;
    }
    card.insertAdjacentHTML("beforeend", await answer.text());
    const figure = card.querySelector("figure.picture");
    figure.dataset.from = link.href;
    figure.scrollIntoView({ block: "nearest" });
  });
}

// A choice takes effect at once.
function wireChoices() {
  document.querySelectorAll("form.auto").forEach((form) => {
    form.addEventListener("change", () => form.requestSubmit());
  });
}

// Tables sorted by a column.
function wireTables() {
  document.querySelectorAll("table.sortable").forEach((table) => {
    const body = table.tBodies[0];
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const first = head.closest("table").classList.contains("marks") ? "descending" : "ascending";
        const order = head.getAttribute("aria-sort") === first ? (first === "ascending" ? "descending" : "ascending") : first;
        Array.from(head.parentNode.cells).forEach((cell) => cell.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", order);
        sortRows(body, column, order === "ascending" ? 1 : -1);
      });
    });
  });
}

function sortRows(body, column, sign) {
  const collator = new Intl.Collator("vi", { numeric: true });
  const value = (row) => {
    const cell = row.cells[column];
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
  };
  const rows = Array.from(body.rows);
  rows.sort((a, b) => sign * compareValues(value(a), value(b), collator));
  rows.forEach((row) => body.append(row));
}

function compareValues(a, b, collator) {
  const x = a === "" ? NaN : Number(a);
  const y = b === "" ? NaN : Number(b);
  return Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y;
}

// The sentences behind a mark of the matrix, without leaving the place.
function wireMatrix() {
  const panel = document.getElementById("cell");
  if (!panel) return;
  document.querySelectorAll(".matrix td.mark a").forEach((link) => {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const address = new URL(link.href);
      address.pathname = "/matrix/cell";
      address.hash = "";
      const answer = await fetch(address);
      if (!answer.ok) {
        location.href = link.href;
        return;
      }
      panel.innerHTML = await answer.text();
      panel.focus();
      panel.scrollIntoView({ block: "nearest" });
    });
  });
}

// Files dropped on the page.
function wireUpload() {
  const form = document.querySelector("form.upload");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    input.files = event.dataTransfer.files;
    listChosen();
  });
  const chosen = form.querySelector(".chosen");
  const listChosen = () => {
    chosen.replaceChildren(
      ...Array.from(input.files, (file) => {
        const item = document.createElement("li");
        item.textContent = file.name;
        return item;
      }),
    );
  };
  input.addEventListener("change", listChosen);
}

// What becomes of the files, without a load of the page: nothing that is being filled in is lost.
async function followJob() {
  const job = document.querySelector("#job[data-running]");
  if (!job) return;
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const answer = await fetch(location.href).catch(() => null);
  if (answer && answer.ok) {
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("job");
    if (now) {
      const status = job.querySelector("[role=status]");
      const said = now.querySelector("[role=status]");
      if (status.textContent === said.textContent) said.replaceWith(status);
      job.replaceChildren(...now.childNodes);
      if (!now.hasAttribute("data-running")) job.removeAttribute("data-running");
    }
  }
  followJob();
}

// On a phone the pages stand in one row that can be pushed aside: the one that is open comes into view.
function wireMenu() {
  const open = document.querySelector(".top nav a[aria-current]");
  const row = open && open.closest("ul");
  if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = open.offsetLeft - row.offsetLeft - 16;
}

// The feed's address is marked whole when it is chosen.
function wireAddress() {
  document.querySelectorAll("input.address").forEach((input) => input.addEventListener("focus", () => input.select()));
}

[wireMenu, wireAddress, wirePlan, wireAdding, wirePictures, wireChoices, wireTables, wireMatrix, wireUpload, followJob].forEach((wire) => wire());
