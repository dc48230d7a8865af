// Runs the rows of tests/decide/*.txt; their README says what stands in them.

#include <algorithm>
#include <cstdint>
#include <deque>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "decide/cue_choice.h"
#include "decide/keep_by_place.h"
#include "decide/policy.h"
#include "decide/prose.h"
#include "decide/short_runs.h"
#include "decide/text_end.h"
#include "page/zones.h"

using namespace dechaff;

namespace {

std::vector<std::string> split(const std::string& text, const std::string& at) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t end = text.find(at); end != std::string::npos; end = text.find(at, begin)) {
    out.emplace_back(text, begin, end - begin);
    begin = end + at.size();
  }
  out.emplace_back(text, begin);
  return out;
}

/// A page as a row describes it.
class Page {
 public:
  explicit Page(const std::string& row) {
    const std::vector<std::string> lines = split(row, " / ");
    for (const std::string& line : lines) read(std::string(trim(line)));
    document_.assign(text_);
    document_.lines.measure();
    document_.language = "en";
    cues_.first.push_back(0);
    for (std::size_t i = 0; i < traits_.size(); ++i) {
      for (const rules::Rule* rule : traits_[i].rules) cues_.hits.push_back({rule, nullptr, {}});
      cues_.first.push_back(cues_.hits.size());
      if (traits_[i].heading > 0) document_.heading_elements.push_back({i, traits_[i].heading});
    }
    page::find_zones(document_, cues_);
    for (std::size_t i = 0; i < traits_.size(); ++i) {
      if (traits_[i].zone >= 0) document_.zones[i] = static_cast<Zone>(traits_[i].zone);
    }
    score();
  }

  decide::PageView view() const { return {document_, cues_, block_of_}; }
  std::size_t size() const { return traits_.size(); }
  const Document& document() const { return document_; }
  const decide::BlockScores& blocks() const { return blocks_; }
  std::vector<std::uint8_t>& keep() { return keep_; }
  bool kept(std::size_t line) const {
    return block_of_[line] == decide::no_block || keep_[block_of_[line]] != 0;
  }
  void drop(std::size_t line) { document_.lines.verdict[line] = Verdict::drop; }

 private:
  struct Line {
    std::vector<const rules::Rule*> rules;
    int zone = -1, heading = 0;
    float content = -1;
    bool keep = false;
  };

  void read(const std::string& said) {
    std::size_t end = said.find(' ');
    std::string words;
    if (said.starts_with('"')) {
      for (end = 1; said.at(end) != '"'; ++end) {
        if (said[end] == '\\') ++end;
        words += said.at(end);
      }
      ++end;
    } else if (said != "-") {
      const std::string first = said.substr(0, end);
      std::size_t digits = 0;
      const int count = std::stoi(first, &digits);
      for (int i = 0; i < count; ++i) words += i == 0 ? "word" : " word";
      words += first.substr(digits);
    }
    text_ += words + '\n';
    Line line;
    if (end < said.size()) {
      for (const std::string& word : split(said.substr(end), " ")) {
        if (!word.empty()) note(word, line);
      }
    }
    traits_.push_back(std::move(line));
  }

  void note(std::string word, Line& line) {
    const auto zone = std::find(zone_names.begin(), zone_names.end(), word);
    if (zone != zone_names.end()) {
      line.zone = static_cast<int>(zone - zone_names.begin());
    } else if (word == "keep") {
      line.keep = true;
    } else if (word[0] == '.') {
      line.content = std::stof(word);
    } else if (word[0] == 'h' && word.size() == 2) {
      line.heading = word[1] - '0';
    } else {
      rules::Rule& rule = rules_.emplace_back();
      rule.certain = word.back() != '?';
      if (!rule.certain) word.pop_back();
      const auto kind = rules::kind_named(word);
      INFO("unknown word: " << word);
      REQUIRE(kind);
      rule.id = "test." + word;
      rule.kind = *kind;
      rule.zones = Zones::all();
      if (rule.kind == rules::CueKind::related || rule.kind == rules::CueKind::end_marker)
        rule.action = rules::Action::open_tail;
      line.rules.push_back(&rule);
    }
  }

  /// Each line with text is a block, when the row says what the model thinks.
  void score() {
    const bool scored = std::any_of(traits_.begin(), traits_.end(),
                                    [](const Line& line) { return line.content >= 0; });
    if (!scored) return;
    for (std::size_t i = 0; i < traits_.size(); ++i) {
      if (document_.lines.chars[i] == 0) {
        block_of_.push_back(decide::no_block);
        continue;
      }
      block_of_.push_back(static_cast<std::uint32_t>(keep_.size()));
      const float content = std::max(traits_[i].content, 0.0F);
      blocks_.words.push_back(static_cast<float>(document_.lines.words[i]));
      blocks_.content.push_back(content);
      blocks_.tail.push_back(1 - content);
      blocks_.begin.push_back(i);
      keep_.push_back(traits_[i].keep ? 1 : 0);
    }
  }

  std::string text_;
  std::deque<rules::Rule> rules_;
  std::vector<Line> traits_;
  Document document_;
  rules::Cues cues_;
  std::vector<std::uint32_t> block_of_;
  std::vector<std::uint8_t> keep_;
  decide::BlockScores blocks_;
};

std::string prose(Page& page, decide::Mode) {
  const LineTable& lines = page.document().lines;
  return decide::is_prose(lines, 0)             ? "prose"
         : decide::ends_sentence(lines.text[0]) ? "sentence"
         : decide::ends_cut(lines.text[0])      ? "cut"
                                                : "other";
}

std::string zones(Page& page, decide::Mode) {
  std::string out;
  for (const Zone zone : page.document().zones) out += name_of(zone)[0];
  return out;
}

std::string cues(Page& page, decide::Mode) {
  decide::CueChoice choice;
  decide::choose_cues(page.view(), false, choice);
  std::string out;
  for (const rules::Hit* hit : choice.fire) out += hit != nullptr ? 'x' : '.';
  return out;
}

std::string short_runs(Page& page, decide::Mode) {
  decide::CueChoice choice;
  decide::choose_cues(page.view(), false, choice);
  std::string out(page.size(), '.');
  for (const decide::ShortRun& run : decide::short_runs(page.view(), choice.supported))
    std::fill(out.begin() + static_cast<long>(run.begin), out.begin() + static_cast<long>(run.end),
              'x');
  return out;
}

std::string keep(Page& page, decide::Mode) {
  decide::CueChoice choice;
  decide::choose_cues(page.view(), false, choice);
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (choice.fire[i] != nullptr) page.drop(i);
  }
  const decide::PageView view = page.view();
  const decide::ModelVerdict verdict{view, choice.fire, page.blocks().content, page.keep()};
  const std::size_t title = decide::title_line(verdict);
  decide::keep_gaps(verdict);
  decide::keep_inside(verdict);
  decide::keep_heading_elements(verdict);
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const bool stays = page.document().lines.kept(i) && (i == title || page.kept(i));
    out += stays ? '+' : '-';
  }
  return out;
}

std::string text_end(Page& page, decide::Mode mode) {
  static constexpr const char* names[] = {"", "marker", "related", "model", "snippet"};
  decide::TextEnd end;
  const decide::Cut cut = end.find(page.view(), page.blocks(), mode);
  if (cut.line == page.size()) return "stays";
  return std::to_string(cut.line + 1) + ' ' + names[static_cast<std::size_t>(cut.by)];
}

using Decider = std::string (*)(Page&, decide::Mode);

void run(const std::string& name, Decider verdict) {
  std::ifstream file(std::string(DECHAFF_DECIDE_DIR) + '/' + name);
  REQUIRE(file);
  decide::Mode mode = decide::Mode::balanced;
  std::size_t number = 0, rows = 0;
  for (std::string row; std::getline(file, row);) {
    ++number;
    if (row.empty() || row[0] == '#') continue;
    if (row.starts_with("mode ")) {
      mode = decide::mode_named(row.substr(5));
      continue;
    }
    INFO("tests/decide/" << name << ':' << number << ": " << row);
    const std::vector<std::string> cells = split(row, " | ");
    REQUIRE(cells.size() == 3);
    Page page(cells[0]);
    CHECK(verdict(page, mode) == trim(cells[1]));
    ++rows;
  }
  CHECK(rows > 0);
}

}  // namespace

TEST_CASE("the rows of tests/decide hold") {
  run("prose.txt", prose);
  run("zones.txt", zones);
  run("cues.txt", cues);
  run("short_runs.txt", short_runs);
  run("keep.txt", keep);
  run("text_end.txt", text_end);
}

TEST_CASE("every number of the policy has a name of its own and says what chose it") {
  std::set<std::string_view> names;
  for (const decide::policy::Row& row : decide::policy::table()) {
    INFO(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(row.value > 0);
    CHECK(row.evidence.size() > 20);
  }
  CHECK(names.size() > 60);
}
