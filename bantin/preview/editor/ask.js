// Asks the preview, which answers in JSON.
const HEADERS = { "Content-Type": "application/json" };

function address(name, values) {
  const query = new URLSearchParams(values).toString();
  return `api/${name}${query ? `?${query}` : ""}`;
}

async function answer(request) {
  try {
    const response = await request;
    const type = response.headers.get("Content-Type") || "";
    return type.startsWith("application/json") ? await response.json() : { status: response.status };
  } catch {
    return { status: 0 };
  }
}

export const ask = (name, values = {}) => answer(fetch(address(name, values)));
export const send = (name, body) => answer(fetch(address(name), { method: "POST", headers: HEADERS, body: JSON.stringify(body) }));
export const sendFile = (name, values, file) =>
  answer(fetch(address(name, values), { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file }));
