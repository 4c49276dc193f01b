import json
from urllib.request import Request, urlopen

request = Request(
    "http://localhost:8080/ask",
    data=json.dumps({"question": "Do you sell my personal data?"}).encode(),
    headers={"Content-Type": "application/json"},
)
with urlopen(request) as reply:
    answer = json.load(reply)

print(answer["answer"])
for citation in answer["citations"]:
    print(f"[{citation['number']}] {citation['title']}, {citation['url']}")
