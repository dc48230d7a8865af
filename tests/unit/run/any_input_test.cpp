// Whatever a file holds and is called: a run refuses it and writes nothing, or its log gives every
// byte back.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "bytes/output.h"
#include "bytes/source.h"
#include "catch.h"
#include "files.h"
#include "formats/recognise.h"
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
  template <std::size_t n>
  std::string one_of(const char* const (&list)[n]) {
    return list[below(n)];
  }

 private:
  std::mt19937 engine_;
};

std::string random_bytes(Random& random) {
  std::string out;
  for (std::size_t i = 0, n = random.below(400); i < n; ++i)
    out += static_cast<char>(random.below(4) == 0 ? random.below(256) : 32 + random.below(95));
  return out;
}

std::string random_words(Random& random) {
  static constexpr const char* words[] = {"Share on Facebook",
                                          "The mill on the river opened.",
                                          "caf\xC3\xA9",
                                          "\xEF\xF0\xE8\xE2\xE5\xF2",
                                          "\xFF",
                                          "\xE2\x80\x8B",
                                          "a;b,c|d",
                                          "Tags: mill",
                                          "\xED\xA0\x80",
                                          "\x82\xA0\x83\x41",
                                          "--",
                                          "[1]"};
  std::string out;
  for (std::size_t i = 0, n = random.below(8); i < n; ++i)
    out += random.one_of(words) + (random.below(2) == 0 ? "\n" : " ");
  return out;
}

std::string random_json(Random& random, int depth = 0) {
  static constexpr const char* keys[] = {"text", "content", "id", "url", "data", "te\\u0078t"};
  static constexpr const char* values[] = {
      "1",    "null", "true",        "\"Share on Facebook\\n\"",
      "[]",   "{}",   "\"\\ud83d\"", "\"A text, it is.\\nBy Ada Verne\"",
      "\"\"", "-1e9", "\"\\x\"",     "\"caf\\u00e9 \xC3\xA9\""};
  if (depth > 2 || random.below(3) == 0) return random.one_of(values);
  const bool array = random.below(4) == 0;
  std::string out = array ? "[" : "{";
  for (std::size_t i = 0, n = random.below(4); i < n; ++i) {
    if (i > 0) out += random.below(30) == 0 ? " " : ",";
    if (random.below(4) == 0) out += random.below(2) == 0 ? " " : "\n";
    if (!array) out += '"' + random.one_of(keys) + "\":";
    out += random_json(random, depth + 1);
  }
  if (random.below(30) > 0) out += array ? "]" : "}";
  return out;
}

std::string random_csv(Random& random) {
  static constexpr const char* delimiters[] = {",", ";", "\t", "|"};
  static constexpr const char* names[] = {"text", "id", "url", "\"text\"", "content", ""};
  static constexpr const char* fields[] = {
      "Share on Facebook", "\"A \"\"text\"\"\nShare on Facebook\"", "1", "", "\"open", "a\"b",
      "The mill opened."};
  const std::string delimiter = random.one_of(delimiters);
  std::string out = random.below(4) == 0 ? "\xEF\xBB\xBF" : "";
  const std::size_t columns = 1 + random.below(3);
  for (std::size_t row = 0, rows = random.below(6); row < rows; ++row) {
    for (std::size_t i = 0; i < columns + (random.below(20) == 0 ? 1 : 0); ++i) {
      if (i > 0) out += delimiter;
      out += row == 0 ? random.one_of(names) : random.one_of(fields);
    }
    out += random.below(4) == 0 ? "\r\n" : "\n";
  }
  return out;
}

std::string random_file(Random& random) {
  static constexpr const char* begins[] = {
      "", "", "\xEF\xBB\xBF", "\xFF\xFE", "%PDF-1.4\n", "WARC/1.0\r\n", "<?xml?>", "\n ", "---\n"};
  switch (random.below(5)) {
    case 0:
      return random.one_of(begins) + random_bytes(random);
    case 1:
      return random.one_of(begins) + random_words(random);
    case 2: {
      std::string out = random.below(4) == 0 ? "\xEF\xBB\xBF" : "";
      for (std::size_t i = 0, n = 1 + random.below(4); i < n; ++i)
        out += random_json(random) + '\n';
      return out;
    }
    case 3:
      return random_csv(random);
    default:
      return random_csv(random) + random_json(random) + random_words(random);
  }
}

}  // namespace

TEST_CASE("Any file is refused whole or can be restored") {
  static constexpr const char* extensions[] = {"",     ".txt", ".jsonl",   ".json", ".csv",
                                               ".tsv", ".md",  ".log",     ".gz",   ".warc",
                                               ".zip", ".tab", ".jsonl.xz"};
  static constexpr const char* encodings[] = {
      "", "", "", "auto", "windows-1251", "Shift_JIS", "UTF-16LE", "UTF-8"};
  static constexpr const char* text_fields[] = {"text", "text", "content", "data.text",
                                                "/data/content"};
  const fs::path folder = fs::temp_directory_path() / ("dechaff-any-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const rules::PackLibrary packs;
  Resources resources;
  resources.packs = &packs;
  std::size_t refused = 0, changed = 0;
  const char* const asked = std::getenv("DECHAFF_CASES");  // more on demand
  const unsigned long cases = asked != nullptr ? std::stoul(asked) : 1500;
  for (unsigned seed = 0; seed < cases; ++seed) {
    Random random(seed);
    const std::string bytes = random_file(random);
    if (formats::begins_html(bytes)) continue;  // text is made of pages
    const fs::path path = folder / ("in" + random.one_of(extensions));
    std::ofstream(path, std::ios::binary) << bytes;
    RunOptions options;
    options.files = {path.string()};
    options.jobs = 1 + static_cast<unsigned>(random.below(2));
    options.reading.encoding = random.one_of(encodings);
    options.reading.text_field = random.one_of(text_fields);
    options.reading.batch = 1 + random.below(300);
    bytes::Output text((folder / "clean").string()), entries((folder / "log").string());
    RunOutputs outputs;
    outputs.text = &text;
    outputs.log = &entries;
    const RunTotals totals =
        run(options, {{"normalize", {{"spaces", "collapse"}}, 1}, {"boilerplate", {}, 1}},
            resources, render::CleanWriter(), outputs);
    text.finish();
    entries.finish();
    const std::string clean = slurp(folder / "clean");
    INFO("seed " << seed << ", " << options.reading.encoding << ", " << path.extension());
    bytes::Source cleaned((folder / "clean").string(), 1, bytes::FirstBytes::try_it);
    bytes::Source log((folder / "log").string());
    bytes::Output original((folder / "original").string());
    render::restore(cleaned, log, original);
    original.finish();
    const std::string restored = slurp(folder / "original");
    if (restored.empty() && clean.empty() && !bytes.empty()) {
      CHECK(totals.errors > 0);
      ++refused;
    } else {
      CHECK(restored == bytes);
    }
    changed += clean != bytes ? 1U : 0U;
    fs::remove(path);
  }
  CHECK(refused > 100);
  CHECK(changed > 300);
  fs::remove_all(folder);
}
