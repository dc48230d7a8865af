// The log rebuilds the input, and any number of workers gives the same bytes: over generated
// documents and recipes, with bad bytes and rewrites.

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "archive.h"
#include "bytes/output.h"
#include "bytes/source.h"
#include "catch.h"
#include "files.h"
#include "render/removal_log.h"
#include "rules/pack_library.h"
#include "run/run.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }

 private:
  std::mt19937 engine_;
};

std::string random_text(Random& random) {
  static const std::vector<std::string> pieces = {
      "The council met on Monday to talk about the bridge over the river.",
      "A line of a few words",
      "Share on Facebook",
      "By Ada Verne",
      "cafe\xCC\x81 and e\xCC\x81t\xC3\xA9",
      "zero\xE2\x80\x8Bwidth\x01",
      "bad \xFF\xFE bytes \xC3",
      "  spaces   in   it \t",
      "Caf&eacute; &amp;amp; <b>bold</b> CafÃ© an exam-",
      "ple of of a grass -roots reportThis is \xEF\xAC\x81ne\xC2\xADly \xEF\xBC\x91\xEF\xBC\x92",
      "(Responsible editor: Ann Smith)",
      "\xE5\xAE\x8C",
      "Another story that was cut short in the mid...",
      "\xE4\xBB\x8A\xE5\xA4\xA9\xE5\xA4\xA9\xE6\xB0\x94\xE5\xBE\x88\xE5\xA5\xBD\xE3\x80\x82",
      "",
      "It said so twice. It said so twice, and the whole of the village heard it that evening. "
      "It said so twice, and the whole of the village heard it that evening.",
  };
  static const std::vector<std::string> ends = {"\n", "\n",           "\n",  "\r\n",
                                                "\r", "\xE2\x80\xA8", "\f\n"};
  std::string out;
  const std::size_t lines = random.below(30);
  for (std::size_t i = 0; i < lines; ++i) {
    out += pieces[random.below(pieces.size())];
    if (i + 1 < lines || random.below(3) > 0) out += ends[random.below(ends.size())];
  }
  return out;
}

void append_json_string(std::string& out, const std::string& text, Random& random) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || c == '"' || c == '\\' || (byte < 0x80 && random.below(20) == 0)) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", byte);
      out += buffer;
    } else {
      out += c;
    }
  }
  out += '"';
}

/// Two columns and the text between them, with and without quotes.
std::string random_row(Random& random) {
  std::string text = random_text(random), row = "1,";
  const bool quotes = random.below(3) > 0;
  if (!quotes) text = text.substr(0, text.find_first_of(",\n\""));
  if (quotes) row += '"';
  for (const char c : text) {
    if (quotes && random.below(30) == 0) row += "\"\"";
    row += c;
  }
  if (quotes) row += '"';
  return row + ",\"a \"\"b\"\"\"" + (random.below(2) == 0 ? "\n" : "\r\n");
}

std::vector<StageSpec> random_stages(Random& random) {
  const std::vector<StageSpec> all = {
      {"normalize", {{"spaces", "collapse"}}, 1},
      {"normalize", {{"line-endings", "crlf"}}, 1},
      {"normalize",
       {{"mojibake", "true"},
        {"entities", "true"},
        {"markup", "true"},
        {"ligatures", "true"},
        {"soft-hyphens", "true"},
        {"full-width", "true"},
        {"hyphenation", "true"},
        {"repair", "mt"}},
       1},
      {"boilerplate", {}, 1},
      {"teasers", {}, 1},
      {"dedup", {{"min-words", "2"}}, 1},
      {"dedup", {{"unit", "line"}, {"min-words", "1"}}, 1},
      {"dedup", {{"scope", "input"}, {"min-words", "2"}}, 1},
      {"dedup", {{"scope", "input"}, {"match", "near"}, {"min-words", "1"}, {"within", "true"}}, 1},
      {"dedup", {{"scope", "input"}, {"unit", "paragraph"}, {"report", "true"}}, 1},
  };
  std::vector<StageSpec> out;
  for (std::size_t i = 0, n = 1 + random.below(4); i < n; ++i)
    out.push_back(all[random.below(all.size())]);
  return out;
}

std::string valid_utf8(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xFE || byte == 0xC3) c = '?';
  }
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {  // what lost its lead byte above
    const auto byte = static_cast<unsigned char>(text[i]);
    out +=
        byte == 0xA9 && (i == 0 || static_cast<unsigned char>(text[i - 1]) < 0x80) ? 'e' : text[i];
  }
  return out;
}

}  // namespace

TEST_CASE("the removal log rebuilds the input, at any number of workers") {
  const fs::path folder =
      fs::temp_directory_path() / ("dechaff-restore-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const rules::PackLibrary packs;
  Resources resources;
  resources.packs = &packs;
  std::size_t changed = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    Random random(seed);
    RunOptions options;
    std::string whole;
    const formats::Format formats[] = {formats::Format::text, formats::Format::lines,
                                       formats::Format::jsonl, formats::Format::csv,
                                       formats::Format::tar};
    options.reading.format = formats[random.below(5)];
    options.reading.batch = 1 + random.below(200);
    options.reading.any_bytes = true;
    for (std::size_t f = 0, n = 1 + random.below(3); f < n; ++f) {
      std::string bytes;
      if (options.reading.format == formats::Format::jsonl) {
        for (std::size_t d = 0, m = random.below(5); d < m; ++d) {
          bytes += "{\"id\": " + std::to_string(d) + ", \"text\" : ";
          append_json_string(bytes, valid_utf8(random_text(random)), random);
          bytes += ", \"k\":[1 ,2]}\n";
        }
      } else if (options.reading.format == formats::Format::csv) {
        bytes = "id,text,x\n";
        for (std::size_t d = 0, m = random.below(5); d < m; ++d) bytes += random_row(random);
        if (random.below(3) == 0) bytes.pop_back();
      } else if (options.reading.format == formats::Format::tar) {
        for (std::size_t d = 0, m = random.below(5); d < m; ++d)
          bytes += tar_entry("a/" + std::to_string(d), random_text(random));
        bytes += std::string(1024, '\0');
      } else {
        bytes = random_text(random);
      }
      const fs::path path = folder / ("in" + std::to_string(f));
      std::ofstream(path, std::ios::binary) << bytes;
      options.files.push_back(path.string());
      whole += bytes;
    }
    const std::vector<StageSpec> stages = random_stages(random);
    std::string clean[2], log[2];
    for (int round = 0; round < 2; ++round) {
      options.jobs = round == 0 ? 1 : 3;
      bytes::Output text((folder / "clean").string()), entries((folder / "log").string());
      RunOutputs outputs;
      outputs.text = &text;
      outputs.log = &entries;
      const render::CleanWriter writer;
      run(options, stages, resources, writer, outputs);
      text.finish();
      entries.finish();
      clean[round] = slurp(folder / "clean");
      log[round] = slurp(folder / "log");
    }
    INFO("seed " << seed);
    REQUIRE(clean[0] == clean[1]);
    REQUIRE(log[0] == log[1]);
    bytes::Source cleaned((folder / "clean").string()), entries((folder / "log").string());
    bytes::Output original((folder / "original").string());
    render::restore(cleaned, entries, original);
    original.finish();
    REQUIRE(slurp(folder / "original") == whole);
    changed += clean[0] != whole ? 1U : 0U;
  }
  CHECK(changed > 100);
  fs::remove_all(folder);
}
