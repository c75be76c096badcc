extension HTMLReporter {
  /// What filters by more than the severity, keeps the filter in the address, and unfolds targets.
  ///
  /// There is no smaller-than sign in it, so that it is well-formed for every reader of pages.
  static let script: Markup = #"""
    "use strict";
    (() => {
      const form = document.getElementById("filters");
      if (!form) return;
      const shown = document.getElementById("shown");
      const nothing = document.getElementById("nothing");
      const unfold = document.getElementById("unfold");
      const severities = ["error", "warning", "note"];
      const groups = [...document.querySelectorAll(".group")].map((element) => ({
        element,
        counts: [...element.querySelectorAll(".count")],
        title: element.querySelector("summary").textContent,
        findings: [...element.querySelectorAll(".finding")].map((element) => ({
          element,
          severity: severities.find((name) => element.classList.contains(name)),
          text: null,
        })),
      }));
      const total = groups.reduce((sum, group) => sum + group.findings.length, 0);
      const choices = ["stage", "workload", "category"].filter((name) => form.elements[name]);
      const boxes = [...form.querySelectorAll("input[name=severity]")];
      const plural = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");

      const wanted = () => {
        const filter = { severity: new Set(), words: [], choices: {} };
        boxes.forEach((box) => { if (box.checked) filter.severity.add(box.value); });
        choices.forEach((name) => {
          const value = form.elements[name].value;
          if (value) filter.choices[name] = value;
        });
        filter.words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
        return filter;
      };

      const matches = (finding, group, filter) => {
        if (!filter.severity.has(finding.severity)) return false;
        const data = finding.element.dataset;
        if (!Object.entries(filter.choices).every(([name, value]) => data[name] === value)) {
          return false;
        }
        if (!filter.words.length) return true;
        finding.text ??= (group.title + " " + finding.element.textContent).toLowerCase();
        return filter.words.every((word) => finding.text.includes(word));
      };

      const apply = () => {
        const filter = wanted();
        let left = 0;
        groups.forEach((group) => {
          const counts = { error: 0, warning: 0, note: 0 };
          group.findings.forEach((finding) => {
            const isShown = matches(finding, group, filter);
            finding.element.hidden = !isShown;
            if (isShown) counts[finding.severity] += 1;
          });
          const sum = counts.error + counts.warning + counts.note;
          group.element.hidden = sum === 0;
          group.counts.forEach((element) => {
            const severity = element.dataset.severity;
            element.textContent = plural(counts[severity], severity);
            element.hidden = counts[severity] === 0;
          });
          left += sum;
        });
        shown.textContent = left === total
          ? plural(total, "finding") : left + " of " + plural(total, "finding");
        nothing.hidden = left !== 0;
        return left;
      };

      const keep = (filter) => {
        const values = new URLSearchParams();
        if (boxes.some((box) => !box.checked)) {
          values.set("severity", [...filter.severity].join(","));
        }
        Object.entries(filter.choices).forEach(([name, value]) => values.set(name, value));
        if (filter.words.length) values.set("q", filter.words.join(" "));
        const text = values.toString();
        // What was linked to stays in the address until something is filtered.
        if (!text && !location.hash.startsWith("#?")) return;
        try {
          history.replaceState(null, "", text ? "#?" + text : "#");
        } catch {
          // A page without an address of its own keeps nothing.
        }
      };

      const change = () => {
        const filter = wanted();
        const left = apply();
        if (left !== total && 200 > left) {
          groups.forEach((group) => { if (!group.element.hidden) group.element.open = true; });
        }
        keep(filter);
      };

      const reveal = (id) => {
        const target = id && document.getElementById(id);
        if (!target) return;
        if (target.closest("[hidden]")) {
          form.reset();
          apply();
        }
        let parent = target.closest("details");
        while (parent) {
          parent.open = true;
          parent = parent.parentElement.closest("details");
        }
        const finding = target.closest(".finding");
        if (finding) {
          finding.scrollIntoView({ block: "center" });
          finding.querySelector("summary").focus({ preventScroll: true });
        }
      };

      const follow = () => {
        const hash = location.hash;
        if (!hash.startsWith("#?")) return reveal(hash.slice(1));
        const values = new URLSearchParams(hash.slice(2));
        if (values.has("severity")) {
          const names = values.get("severity").split(",");
          boxes.forEach((box) => { if (!box.disabled) box.checked = names.includes(box.value); });
        }
        choices.forEach((name) => {
          const options = [...form.elements[name].options].map((option) => option.value);
          const value = values.get(name) ?? "";
          form.elements[name].value = options.includes(value) ? value : "";
        });
        form.elements.q.value = values.get("q") ?? "";
        change();
      };

      form.querySelector(".enhanced").hidden = false;
      form.addEventListener("input", change);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("reset", () => setTimeout(change));
      unfold.addEventListener("click", () => {
        const opens = unfold.getAttribute("aria-pressed") !== "true";
        unfold.setAttribute("aria-pressed", String(opens));
        unfold.textContent = opens ? "Fold all" : "Unfold all";
        groups.forEach((group) => {
          if (opens) group.element.open = true;
          group.findings.forEach((finding) => {
            finding.element.querySelector("details").open = opens;
          });
        });
      });
      document.addEventListener("click", (event) => {
        const link = event.target.closest("a.tile");
        if (link) setTimeout(() => reveal(link.hash.slice(1)));
      });
      addEventListener("hashchange", follow);
      follow();
    })();
    """#
}
