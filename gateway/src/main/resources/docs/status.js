"use strict";

// Asks again with the token, which stays in the field and goes nowhere else.
document.getElementById("token-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const refusal = document.getElementById("refusal");
  const token = document.getElementById("token").value.trim();
  refusal.textContent = "";
  try {
    const answer = await fetch("/api/v1/status", {
      headers: { Accept: "text/html", Authorization: `Bearer ${token}` },
      cache: "no-store",
      credentials: "omit",
    });
    if (!answer.ok) {
      refusal.textContent = `The gateway answered ${answer.status}.`;
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("status").replaceWith(page.getElementById("status"));
    if (document.querySelector("#status .hidden")) {
      refusal.textContent = "This token does not show more: it needs status:read.";
    }
  } catch {
    refusal.textContent = "The gateway could not be asked.";
  }
});
