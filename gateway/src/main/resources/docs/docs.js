"use strict";

const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const type = (schema) => {
  if (schema.enum) return schema.enum.join(" | ");
  const named = [].concat(schema.type ?? "any").join(" | ");
  return schema.format ? `${named} (${schema.format})` : named;
};

const fields = (schema) => {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    element("tr", "", element("td", "", element("code", name)), element("td", type(property)),
      element("td", required.has(name) ? "required" : ""), element("td", property.description ?? "")));
  return element("table", "", element("tbody", "", ...rows));
};

const events = async () => {
  const topics = document.getElementById("topics");
  const answer = await fetch("/docs/asyncapi.json", { credentials: "omit" });
  const api = await answer.json();
  topics.replaceChildren(element("p", api.info.description));
  for (const [name, channel] of Object.entries(api.channels)) {
    const topic = element("section", "", element("h3", name), element("p", channel.description));
    topic.className = "topic";
    for (const message of Object.keys(channel.messages)) {
      const schema = api.components.schemas[message] ?? {};
      topic.append(element("details", "", element("summary", message), element("p", schema.description ?? ""), fields(schema)));
    }
    topics.append(topic);
  }
};

const show = () => {
  const wanted = location.hash.startsWith("#events") ? "events" : "http";
  for (const id of ["http", "events"]) document.getElementById(id).hidden = id !== wanted;
};

window.addEventListener("hashchange", show);
show();
SwaggerUIBundle({
  url: "/docs/openapi.json",
  dom_id: "#swagger",
  // The usual one would send the document to somebody else.
  validatorUrl: null,
  deepLinking: false,
  docExpansion: "none",
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  operationsSorter: "alpha",
  tagsSorter: "alpha",
});
events().catch(() => {
  document.getElementById("topics").replaceChildren(element("p", "The events could not be loaded."));
});
