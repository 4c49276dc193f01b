const reply = await fetch("http://localhost:8080/ask", {
  method: "POST",
  headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
  body: JSON.stringify({ question: "Do you sell my personal data?" }),
});
if (!reply.ok) {
  throw new Error((await reply.json()).detail);
}

// an event ends with an empty line, and may come in several pieces
let text = "";
for await (const piece of reply.body.pipeThrough(new TextDecoderStream())) {
  text += piece;
  let end;
  while ((end = text.indexOf("\n\n")) >= 0) {
    const [, name, data] = text.slice(0, end).match(/^event: (.*)\n(?:id: .*\n)?data: (.*)$/) ?? [];
    text = text.slice(end + 2);
    if (name === "segment") {
      const segment = JSON.parse(data);
      console.log(segment.text);
      segment.citations.forEach((citation) => console.log(`[${citation.number}] ${citation.url}`));
    } else if (name === "error") {
      throw new Error(JSON.parse(data).detail);
    }
  }
}
