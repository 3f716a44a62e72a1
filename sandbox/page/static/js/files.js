// Files a person attaches: read in the browser, sent to the control routes as base64.

// A File as {name, base64}.
export function readFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve({ name: file.name, base64: reader.result.split(",")[1] ?? "" }));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

export function kindOf(file) {
  if (file.type.startsWith("image/") && !file.type.includes("svg")) return "photo";
  return file.type.startsWith("video/") ? "video" : "document";
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
