// Repeats that were planted into clean text, with known truth: what `dedup` finds of each kind.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "catch.h"
#include "run/chain.h"
#include "text/sentences.h"
#include "text/words.h"

using namespace dechaff;
namespace fs = std::filesystem;

namespace {

/// Sentences of the clean samples of a language, of at least twelve words, each once.
std::vector<std::string> sentences_of(const std::string& language) {
  std::vector<std::string> out;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(DECHAFF_SAMPLES_DIR) / "clean")) {
    if (entry.path().filename().string().starts_with(language + "-")) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      std::vector<Span> spans;
      text::split_sentences(line, nullptr, spans);
      for (const Span span : spans) {
        const std::string said(trim(text::slice(line, span)));
        std::vector<Span> again;  // alone it must be one sentence, as it is in its line
        text::split_sentences(said, nullptr, again);
        const bool ended = again.size() == 1 && ((said.ends_with('.') && !said.ends_with("...")) ||
                                                 said.ends_with("。"));
        if (ended && text::count_words(said) >= 12 &&
            std::find(out.begin(), out.end(), said) == out.end()) {
          out.push_back(said);
        }
      }
    }
  }
  return out;
}

using Change = std::string (*)(std::string, std::mt19937&);

std::string same(std::string s, std::mt19937&) { return s; }

std::string other_case(std::string s, std::mt19937&) {
  for (char& c : s) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return s;
}

std::string other_punctuation(std::string s, std::mt19937&) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const bool inside = i + 1 < s.size();
    if (s[i] == ',' && inside) continue;
    out += s[i];
    if (s[i] == ' ') out += ' ';
  }
  return out;
}

std::string other_number(std::string s, std::mt19937&) { return "In 1987 " + s; }

std::string inserted(std::string s, std::mt19937& random) {
  std::vector<std::size_t> gaps;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == ' ') gaps.push_back(i);
  }
  if (gaps.empty()) return s;
  return s.insert(gaps[random() % gaps.size()], " indeed");
}

struct Found {
  double recall, precision;
};

/// Plants a changed copy of every fourth sentence, and looks at what goes.
Found plant(const std::vector<std::string>& sentences, Change change, const StageSpec& stage) {
  std::mt19937 random(11);
  std::string text;
  std::vector<bool> copy;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    text += sentences[i] + '\n';
    copy.push_back(false);
    if (i % 4 == 3) {
      text += change(sentences[i - 2], random) + '\n';
      copy.push_back(true);
    }
  }
  Chain chain({stage}, Resources{});
  Document document;
  document.assign(text);
  chain.process(document, 0, 1);
  double planted = 0, gone = 0, right = 0;
  for (std::size_t i = 0; i < copy.size(); ++i) {
    planted += copy[i] ? 1 : 0;
    if (document.lines.kept(i)) continue;
    ++gone;
    right += copy[i] ? 1 : 0;
  }
  REQUIRE(planted > 0);
  return {right / planted, gone > 0 ? right / gone : 1};
}

}  // namespace

TEST_CASE("planted repeats are found") {
  // Some sentences are quoted, some begin with a number and a full stop.
  const StageSpec exact{
      "dedup", {{"min-words", "6"}, {"dialogue", "false"}, {"lists", "false"}}, 1};
  StageSpec folded = exact;
  folded.settings.push_back({"match", "folded"});
  const StageSpec near{"dedup", {{"min-words", "6"}, {"match", "near"}}, 1};
  for (const char* language : {"en", "de", "fr", "ru", "zh"}) {
    const std::vector<std::string> sentences = sentences_of(language);
    INFO(language << ": " << sentences.size() << " sentences");
    REQUIRE(sentences.size() >= 20);
    for (const StageSpec& stage : {exact, folded, near}) {
      const Found found = plant(sentences, same, stage);
      CHECK(found.recall == 1);
      CHECK(found.precision == 1);
    }
    for (const Change change : {other_case, other_punctuation}) {
      const Found found = plant(sentences, change, folded);
      CHECK(found.recall == 1);
      CHECK(found.precision == 1);
    }
    for (const Change change : {other_number, inserted}) {
      const Found found = plant(sentences, change, near);
      CHECK(found.recall >= 0.95);
      CHECK(found.precision >= 0.98);
    }
  }
}
