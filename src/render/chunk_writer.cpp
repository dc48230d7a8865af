#include "render/chunk_writer.h"

#include <algorithm>
#include <vector>

#include "render/headings_writer.h"
#include "text/json_writer.h"
#include "text/words.h"

namespace dechaff::render {
namespace {

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

void ChunkWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  std::vector<Chunk> chunks;
  cut_chunks(document, rules_, chunks);
  std::size_t number = 0, character = 0, line = 0;
  std::string text;
  for (const Chunk& chunk : chunks) {
    const std::string_view own = document.bytes.substr(chunk.bytes.begin, chunk.bytes.size());
    text = chunk.before;
    text += own;
    text += chunk.after;
    while (line + 1 < document.lines.size() && document.lines.next[line] <= chunk.bytes.begin)
      ++line;
    const std::size_t end = character + characters_of(own);
    text::JsonWriter json(out);
    json.begin_object().member("schema", "dechaff.chunk/2").member("source", document.source);
    json.member("document", document.ordinal).member("id", document.id);
    json.member("chunk", number++).member("kind", name_of(chunk.kind)).member("part", chunk.part);
    json.member("begin", chunk.bytes.begin).member("end", chunk.bytes.end);
    json.member("begin_character", character).member("end_character", end);
    json.member("line", line + 1).member("words", text::count_words(text));
    json.key("path").begin_list();
    for (const Heading* heading : chunk.path) json.value(heading_text(document, *heading));
    json.end_list().member("before", characters_of(chunk.before));
    json.member("after", characters_of(chunk.after)).member("text", text).end_line();
    character = end;
  }
}

}  // namespace dechaff::render
