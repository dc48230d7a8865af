#include "compare/evaluate.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "core/error.h"

namespace dechaff::compare {
namespace {

std::string one_space(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

/// How many lost lines of a cause are kept, of a batch and of all.
constexpr std::size_t most_lost_lines = 40;

/// Holds documents against their gold.
class EvalMapper final : public render::MapperTo<Report> {
 public:
  explicit EvalMapper(const Options& options) : options_(options) {}

  void map(const render::Rendering& what, Report& report) override {
    const GoldPage page = gold_of(what);
    PageResult out;
    out.id = page.id;
    out.type = page.type;
    out.language = page.language;
    out.whole = page.whole;
    if (options_.task == Task::headings) {
      judge_headings(what.document, page, out);
    } else {
      judge_words(what.document, page, out, report.causes);
      if (options_.task == Task::teasers) judge_tail(what.document, page, out);
    }
    report.pages.push_back(std::move(out));
  }

 private:
  GoldPage gold_of(const render::Rendering& what) {
    try {
      return gold_.read(text::slice(what.batch.bytes, what.record.all));
    } catch (const Error& error) {
      throw Error({std::string(what.document.source), what.record.line, 0}, error.what());
    }
  }

  /// The lines that `take` wants as they are shown, without those that count for nothing.
  template <class Take>
  static std::string text_of(const Document& document, const GoldPage& page, Take take) {
    std::string out;
    auto unscored = page.unscored.begin();
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      while (unscored != page.unscored.end() && *unscored < i) ++unscored;
      if ((unscored != page.unscored.end() && *unscored == i) || !take(i)) continue;
      out += document.lines.shown(i);
      out += '\n';
    }
    return out;
  }

  /// Whether a line is the title, and whether one of them stays.
  static void judge_title(const Document& document, const GoldPage& page, PageResult& out) {
    const std::string title = one_space(page.title);
    if (title.empty()) return;
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      const std::string_view shown = trim(document.lines.shown(i));
      if (shown.size() > 2 * title.size() + 8 || one_space(shown) != title) continue;
      out.has_title = true;
      out.title_kept = out.title_kept || document.lines.kept(i);
    }
  }

  static void judge_parts(const std::string& kept, const GoldPage& page, PageResult& out) {
    const std::string text = one_space(kept);
    for (const std::string& part : page.with)
      out.parts_right += text.find(one_space(part)) != std::string::npos ? 1U : 0U;
    for (const std::string& part : page.without)
      out.parts_right += text.find(one_space(part)) == std::string::npos ? 1U : 0U;
    out.parts = page.with.size() + page.without.size();
  }

  static void judge_words(const Document& document, const GoldPage& page, PageResult& out,
                          std::map<Cause, CauseResult>& causes) {
    const bool as_lines = !document.lines.shown_text.empty() || !page.unscored.empty();
    const std::string left =
        as_lines ? text_of(document, page, [&](std::size_t i) { return document.lines.kept(i); })
                 : cleaned(document);
    const std::string all_text = as_lines
                                     ? text_of(document, page, [](std::size_t) { return true; })
                                     : std::string(document.bytes);
    std::vector<std::uint64_t> kept = tokens(left, page.language);
    const std::vector<std::uint64_t> gold = tokens(page.gold, page.language);
    out.scores = word_scores(kept, gold);
    out.words = static_cast<double>(tokens(all_text, page.language).size());
    out.removed = out.words - static_cast<double>(kept.size());
    judge_title(document, page, out);
    judge_parts(left, page, out);
    // What the gold has more often than the result was lost; the first removals of it are to blame.
    std::unordered_map<std::uint64_t, long> missing;
    for (const std::uint64_t word : gold) ++missing[word];
    for (const std::uint64_t word : kept) --missing[word];
    std::vector<const Decision*> removals;
    for (const Decision& decision : document.decisions) {
      if (decision.deed != Deed::flag) removals.push_back(&decision);
    }
    std::stable_sort(removals.begin(), removals.end(), [](const Decision* a, const Decision* b) {
      return a->span.begin < b->span.begin;
    });
    for (const Decision* decision : removals) {
      const std::string_view gone =
          document.bytes.substr(decision->span.begin, decision->span.size());
      std::size_t lost = 0, all = 0;
      for (const std::uint64_t word : tokens(gone, page.language)) {
        ++all;
        const auto at = missing.find(word);
        if (at == missing.end() || at->second <= 0) continue;
        --at->second;
        ++lost;
      }
      out.lost += static_cast<double>(lost);
      CauseResult& cause = causes[{page.language, std::string(decision->reason.code),
                                   std::string(decision->rule_id())}];
      ++cause.lines;
      cause.removed += static_cast<double>(all);
      cause.lost += static_cast<double>(lost);
      if (lost > 0 && cause.lost_lines.size() < most_lost_lines)
        cause.lost_lines.push_back(page.id + '\t' + one_space(gone));
    }
  }

  static void judge_headings(const Document& document, const GoldPage& page, PageResult& out) {
    std::map<std::string, std::vector<int>> marked;
    for (const GoldPage::Heading& heading : page.headings)
      marked[one_space(heading.text)].push_back(heading.level);
    out.there = page.headings.size();
    for (const Heading& heading : document.headings) {
      ++out.found;
      const auto at = marked.find(one_space(document.lines.text[heading.line]));
      if (at == marked.end() || at->second.empty()) continue;
      ++out.right;
      if (at->second.front() == heading.level) ++out.levels_right;
      at->second.erase(at->second.begin());
    }
  }

  static void judge_tail(const Document& document, const GoldPage& page, PageResult& out) {
    std::vector<std::string_view> lines;
    for (const Span span : document.lines.span)
      lines.push_back(document.bytes.substr(span.begin, span.size()));
    const std::vector<bool> in_gold = gold_lines(lines, page.gold, page.language);
    std::size_t last = 0;  // one past the last line of the gold
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (in_gold[i]) last = i + 1;
    }
    out.lost = out.words = 0;  // of the gold's lines here
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto words = static_cast<double>(tokens(lines[i], page.language).size());
      const bool gone = !document.lines.kept(i);
      if (in_gold[i]) {
        out.words += words;
        out.lost += gone ? words : 0;
      } else if (i >= last) {
        out.tail += words;
        out.tail_removed += gone ? words : 0;
      }
    }
  }

  Options options_;
  GoldReader gold_;
};

}  // namespace

void CauseResult::add(const CauseResult& more) {
  lines += more.lines;
  removed += more.removed;
  lost += more.lost;
  const std::size_t room = most_lost_lines - std::min(most_lost_lines, lost_lines.size());
  lost_lines.insert(lost_lines.end(), more.lost_lines.begin(),
                    more.lost_lines.begin() +
                        static_cast<std::ptrdiff_t>(std::min(room, more.lost_lines.size())));
}

std::unique_ptr<render::Mapper> EvalReducer::mapper() const {
  return std::make_unique<EvalMapper>(options_);
}

void EvalReducer::reduce(Report& batch) {
  std::move(batch.pages.begin(), batch.pages.end(), std::back_inserter(report.pages));
  for (const auto& [cause, more] : batch.causes) report.causes[cause].add(more);
}

Report score_predictions(const std::vector<GoldPage>& pages,
                         const std::vector<std::pair<std::string, std::string>>& predictions) {
  std::unordered_map<std::string, const std::string*> by_id;
  for (const auto& [id, text] : predictions) by_id[id] = &text;
  Report out;
  for (const GoldPage& page : pages) {
    const auto at = by_id.find(page.id);
    PageResult result;
    result.id = page.id;
    result.type = page.type;
    result.language = page.language;
    result.scores = word_scores(
        at == by_id.end() ? std::vector<std::uint64_t>{} : tokens(*at->second, page.language),
        tokens(page.gold, page.language));
    out.pages.push_back(result);
  }
  return out;
}

}  // namespace dechaff::compare
