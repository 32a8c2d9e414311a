"use strict";
(() => {
  const form = document.getElementById("filter");
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  if (!form) return;
  const search = document.getElementById("search");
  const choices = [...form.querySelectorAll("select")];
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const boxes = [...form.querySelectorAll("input[name=severity]")];
  const rows = [...document.querySelectorAll(".findings tbody tr")];
  const more = document.getElementById("more");
  const part = 200;
  let most = part;
  const texts = new Map();
  const text = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase().replace(/\s+/g, " "));
    return texts.get(row);
  };
  for (const body of document.querySelectorAll(".findings tbody.later")) {
    for (const row of body.rows) row.classList.add("later");
    body.classList.remove("later");
  }
  document.documentElement.classList.add("live");
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const row of rows) {
      const fits =
        severities.has(row.dataset.severity) &&
        choices.every((choice) => choice.value === "" || choice.value === row.dataset[choice.id]) &&
        words.every((word) => text(row).includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
      row.classList.toggle("later", fits && count > most);
    }
    more.hidden = count <= most;
    shown.textContent = count;
    nothing.hidden = count > 0;
  };
  const restart = () => {
    most = part;
    apply();
  };
  more.addEventListener("click", () => {
    most += part;
    apply();
  });
  form.hidden = false;
  form.addEventListener("input", restart);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A form resets its fields after the event.
  form.addEventListener("reset", () => setTimeout(restart));
  for (const link of document.querySelectorAll("svg a[data-by]")) {
    link.addEventListener("click", () => {
      document.getElementById(link.dataset.by).value = link.dataset.value;
      restart();
    });
  }
  apply();
})();
