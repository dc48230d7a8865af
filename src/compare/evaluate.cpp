#include "compare/evaluate.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

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

/// A page and the rule counts of one worker.
class PageJudge {
 public:
  PageJudge(const std::vector<StageSpec>& stages, const Resources& resources,
            const Options& options)
      : chain_(stages, resources), options_(options) {}

  PageResult judge(const GoldPage& page) {
    document_.assign(options_.clean ? page.gold : page.text);
    document_.id = page.id;
    chain_.process(document_, 0, chain_.size());
    PageResult out;
    if (options_.task == Task::headings) {
      judge_headings(page, out);
    } else {
      judge_words(page, out);
      if (options_.task == Task::teasers) judge_tail(page, out);
    }
    return out;
  }

  std::map<std::string, RuleResult> rules;

 private:
  void judge_words(const GoldPage& page, PageResult& out) {
    std::vector<std::uint64_t> kept = tokens(cleaned(document_), page.language);
    const std::vector<std::uint64_t> gold = tokens(page.gold, page.language);
    out.scores = word_scores(kept, gold);
    out.words = static_cast<double>(tokens(document_.bytes, page.language).size());
    out.removed = out.words - static_cast<double>(kept.size());
    // What the gold has more often than the result was lost; the first removals of it are to blame.
    std::unordered_map<std::uint64_t, long> missing;
    for (const std::uint64_t word : gold) ++missing[word];
    for (const std::uint64_t word : kept) --missing[word];
    std::vector<const Decision*> removals;
    for (const Decision& decision : document_.decisions) {
      if (decision.deed != Deed::flag) removals.push_back(&decision);
    }
    std::stable_sort(removals.begin(), removals.end(), [](const Decision* a, const Decision* b) {
      return a->span.begin < b->span.begin;
    });
    for (const Decision* decision : removals) {
      const std::string_view gone =
          document_.bytes.substr(decision->span.begin, decision->span.size());
      std::size_t lost = 0, all = 0;
      for (const std::uint64_t word : tokens(gone, page.language)) {
        ++all;
        const auto at = missing.find(word);
        if (at == missing.end() || at->second <= 0) continue;
        --at->second;
        ++lost;
      }
      out.lost += static_cast<double>(lost);
      const std::string_view id = decision->rule_id();
      RuleResult& rule =
          rules[page.language + '\t' + std::string(id.empty() ? decision->reason.code : id)];
      ++rule.lines;
      rule.removed += static_cast<double>(all);
      rule.lost += static_cast<double>(lost);
      constexpr std::size_t shown = 40;
      if (lost > 0 && rule.lost_lines.size() < shown)
        rule.lost_lines.push_back(page.id + '\t' + one_space(gone));
    }
  }

  void judge_headings(const GoldPage& page, PageResult& out) const {
    std::map<std::string, std::vector<int>> marked;
    for (const GoldPage::Heading& heading : page.headings)
      marked[one_space(heading.text)].push_back(heading.level);
    out.there = page.headings.size();
    for (const Heading& heading : document_.headings) {
      ++out.found;
      const auto at = marked.find(one_space(document_.lines.text[heading.line]));
      if (at == marked.end() || at->second.empty()) continue;
      ++out.right;
      if (at->second.front() == heading.level) ++out.levels_right;
      at->second.erase(at->second.begin());
    }
  }

  void judge_tail(const GoldPage& page, PageResult& out) const {
    std::vector<std::string_view> lines;
    for (const Span span : document_.lines.span)
      lines.push_back(document_.bytes.substr(span.begin, span.size()));
    const std::vector<bool> in_gold = gold_lines(lines, page.gold, page.language);
    std::size_t last = 0;  // one past the last line of the gold
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (in_gold[i]) last = i + 1;
    }
    out.lost = out.words = 0;  // of the gold's lines here
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto words = static_cast<double>(tokens(lines[i], page.language).size());
      const bool gone = !document_.lines.kept(i);
      if (in_gold[i]) {
        out.words += words;
        out.lost += gone ? words : 0;
      } else if (i >= last) {
        out.tail += words;
        out.tail_removed += gone ? words : 0;
      }
    }
  }

  Chain chain_;
  Options options_;
  Document document_;
};

}  // namespace

Report evaluate(const std::vector<GoldPage>& pages, const std::vector<StageSpec>& stages,
                const Resources& resources, const Options& options) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  std::max(1U, options.jobs));
  tbb::enumerable_thread_specific<std::unique_ptr<PageJudge>> judges(
      [&] { return std::make_unique<PageJudge>(stages, resources, options); });
  judges.local();  // a mistake in the settings shows here
  Report out;
  out.pages.resize(pages.size());
  tbb::parallel_for(std::size_t{0}, pages.size(),
                    [&](std::size_t i) { out.pages[i] = judges.local()->judge(pages[i]); });
  for (const std::unique_ptr<PageJudge>& judge : judges) {
    for (const auto& [name, more] : judge->rules) {
      RuleResult& sum = out.rules[name];
      sum.lines += more.lines;
      sum.removed += more.removed;
      sum.lost += more.lost;
      sum.lost_lines.insert(sum.lost_lines.end(), more.lost_lines.begin(), more.lost_lines.end());
    }
  }
  for (auto& [name, rule] : out.rules) std::sort(rule.lost_lines.begin(), rule.lost_lines.end());
  return out;
}

Report score_predictions(const std::vector<GoldPage>& pages,
                         const std::vector<std::pair<std::string, std::string>>& predictions) {
  std::unordered_map<std::string, const std::string*> by_id;
  for (const auto& [id, text] : predictions) by_id[id] = &text;
  Report out;
  for (const GoldPage& page : pages) {
    const auto at = by_id.find(page.id);
    PageResult result;
    result.scores = word_scores(
        at == by_id.end() ? std::vector<std::uint64_t>{} : tokens(*at->second, page.language),
        tokens(page.gold, page.language));
    out.pages.push_back(result);
  }
  return out;
}

}  // namespace dechaff::compare
