// Chunks: none above a limit, joined they are the document, code and tables are made whole again.

#include "render/chunk_cutter.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "catch.h"
#include "page/document_blocks.h"
#include "text/words.h"

using namespace dechaff;
using render::Chunk;
using render::ChunkRules;

namespace {

constexpr std::array<std::string_view, 10> sentences = {
    "The wheel of the old mill turns again, after six years of repair. ",
    "Das Wasser, das vom Wehr kommt, treibt das Rad; es ist kalt. ",
    "Колесо старой мельницы снова вращается, и вода шумит. ",
    "Ο παλιός μύλος γυρίζει ξανά, ύστερα από έξι χρόνια. ",
    "老磨坊的轮子又转起来了，水声很大。",
    "古い水車がまた回り始めた。六年ぶりのことだ。",
    "กังหันเก่าหมุนอีกครั้งหลังจากหกปี ",
    "पुरानी चक्की फिर से घूम रही है। ",
    "عجلة الطاحونة القديمة تدور من جديد، بعد ست سنوات. ",
    "물레방아가 다시 돌기 시작했다. "};

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }

  std::string document() {
    std::string out;
    for (std::size_t blocks = 1 + below(14); blocks > 0; --blocks) {
      switch (below(7)) {
        case 0:
          out += std::string(1 + below(4), '#') + " " + prose(1) + "\n\n";
          break;
        case 1:
          for (std::size_t items = 1 + below(5); items > 0; --items) out += "- " + prose(1) + "\n";
          out += '\n';
          break;
        case 2:
          out += "| mill | wheel |\n|---|---|\n";
          for (std::size_t rows = 1 + below(12); rows > 0; --rows)
            out += "| " + prose(1) + " | oak |\n";
          out += '\n';
          break;
        case 3:
          out += "```sh\n";
          for (std::size_t rows = 1 + below(12); rows > 0; --rows) out += "turn --wheel oak\n";
          out += "```\n\n\n";
          break;
        case 4:
          out += std::string(1 + below(90), 'w') + "\r\n\n";
          break;
        default:
          out += prose(1 + below(6)) + (below(2) == 0 ? "\n" : "") + "\n\n";
      }
    }
    return out;
  }

 private:
  std::string prose(std::size_t many) {
    std::string out;
    while (many-- > 0) out += sentences[below(sentences.size())];
    return out;
  }

  std::mt19937 random_;
};

std::vector<Chunk> chunks_of(std::string_view text, const ChunkRules& rules, Document& document) {
  document.assign(text);
  const page::DocumentBlocks& marks = page::read_blocks(document);
  for (const evidence::MarkdownBlock& block : marks.blocks.blocks) {
    if (block.kind != evidence::MarkdownBlock::Kind::heading) continue;
    document.headings.push_back({block.line_begin,
                                 block.level,
                                 1,
                                 "marked",
                                 std::string(marks.blocks.title_of(block)),
                                 {}});
  }
  std::vector<Chunk> out;
  render::cut_chunks(document, rules, out);
  return out;
}

std::size_t stretches_of(std::string_view text) {
  std::size_t out = 0;
  bool before = true;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    out += before && !space ? 1U : 0U;
    before = space;
  }
  return out;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string text_of(std::string_view document, const Chunk& chunk) {
  return chunk.before + std::string(document.substr(chunk.bytes.begin, chunk.bytes.size())) +
         chunk.after;
}

}  // namespace

TEST_CASE("no chunk is above its limits, and joined they are the document, in ten scripts") {
  for (unsigned seed = 0; seed < 400; ++seed) {
    Writer writer(seed);
    const std::string text = writer.document();
    ChunkRules rules;
    rules.max_words = writer.below(3) == 0 ? 0 : 1 + writer.below(80);
    rules.max_characters = writer.below(2) == 0 ? 0 : 1 + writer.below(400);
    rules.overlap = writer.below(3);
    rules.min_words = writer.below(2) * writer.below(40);
    Document document;
    std::size_t at = 0;
    for (const Chunk& chunk : chunks_of(text, rules, document)) {
      INFO("seed " << seed << ", byte " << at);
      REQUIRE(chunk.bytes.begin == at);
      REQUIRE(chunk.bytes.end > at);
      at = chunk.bytes.end;
      const std::string said = text_of(text, chunk);
      if (rules.max_words > 0) {
        REQUIRE(text::count_words(said) <= rules.max_words);
        REQUIRE(stretches_of(said) <= rules.max_words);
      }
      if (rules.max_characters > 0) REQUIRE(characters_of(said) <= rules.max_characters);
    }
    CHECK(at == text.size());
  }
}

TEST_CASE("every part of a table has its head, every part of a fence is fenced") {
  std::string rows, code;
  for (int i = 0; i < 30; ++i) {
    rows += "| wheel | oak |\n";
    code += "turn the wheel\n";
  }
  const std::string text =
      "# Mill\n\n| part | wood |\n|---|---|\n" + rows + "\n~~~~sh\n" + code + "~~~~\n\nIt turns.\n";
  Document document;
  ChunkRules rules;
  rules.max_words = 40;
  std::size_t tables = 0, codes = 0;
  for (const Chunk& chunk : chunks_of(text, rules, document)) {
    const std::string said = text_of(text, chunk);
    if (said.find("| wheel") != std::string::npos) {
      ++tables;
      CHECK(said.find("| part | wood |\n|---|---|\n") != std::string::npos);
    }
    if (said.find("turn the") == std::string::npos) continue;
    ++codes;
    CHECK(said.find("~~~~sh\n") != std::string::npos);
    CHECK(said.find("\n~~~~\n") != std::string::npos);
    CHECK(said.find("~~~~\n~~~~") == std::string::npos);
  }
  CHECK(tables > 2);
  CHECK(codes > 2);
}

TEST_CASE("chunks end with sentences where they can, and are well filled") {
  std::string text = "# Mill\n\n";
  for (int i = 0; i < 60; ++i)
    text += "The wheel turned for a day without a stop, and stood still. ";
  Document document;
  ChunkRules rules;
  rules.max_words = 100;
  rules.overlap = 1;
  const std::vector<Chunk> chunks = chunks_of(text, rules, document);
  for (const Chunk& chunk : chunks) {
    const std::string said = text_of(text, chunk);
    CHECK(said.ends_with("still. "));
    if (&chunk != &chunks.back()) CHECK(text::count_words(said) >= 75);
    if (&chunk != &chunks.front())
      CHECK(chunk.before == "The wheel turned for a day without a stop, and stood still. ");
  }
  CHECK(chunks.size() > 7);
}

TEST_CASE("short sections are joined under one heading") {
  const std::string text =
      "# Mill\n\nOld.\n\n## Wheel\n\nOak.\n\n## Stones\n\nTwo.\n\n# Weir\n\nWet.\n";
  Document document;
  ChunkRules rules;
  rules.min_words = 4;
  const std::vector<Chunk> chunks = chunks_of(text, rules, document);
  REQUIRE(chunks.size() == 3);
  CHECK(chunks[0].bytes.end == text.find("## Stones"));
  CHECK(chunks[0].path.size() == 1);
}
