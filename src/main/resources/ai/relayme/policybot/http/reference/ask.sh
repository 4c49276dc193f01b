# one answer
curl -s http://localhost:8080/ask -H 'Content-Type: application/json' \
  -d '{"question":"Do you sell my personal data?"}'

# the same as it comes about, as server-sent events
curl -sN http://localhost:8080/ask -H 'Content-Type: application/json' -H 'Accept: text/event-stream' \
  -d '{"question":"Do you sell my personal data?"}'
