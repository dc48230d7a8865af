#include "core/sink.h"

#include <utility>

namespace dechaff {

void Sink::drop(std::size_t line, const Reason& reason, Because because, float score) {
  if (may_change(line)) drop_line(line, reason, std::move(because), score);
}

void Sink::drop_all(const Reason& reason, const Because& because, float score) {
  for (std::size_t i = 0; i < document_.lines.size(); ++i) {
    if (document_.lines.kept(i)) drop_line(i, reason, because, score);
  }
}

void Sink::drop_line(std::size_t line, const Reason& reason, Because because, float score) {
  LineTable& lines = document_.lines;
  lines.verdict[line] = Verdict::drop;
  document_.decisions.push_back({Deed::drop,
                                 {lines.span[line].begin, lines.next[line]},
                                 line,
                                 stage_,
                                 reason,
                                 std::move(because),
                                 score,
                                 {}});
}

void Sink::rewrite(std::size_t line, Span part, std::string_view replacement, const Reason& reason,
                   Because because, float score) {
  if (!may_change(line)) return;
  LineTable& lines = document_.lines;
  const std::string_view now = lines.text[line];
  if (replacement.empty() && trim(now.substr(0, part.begin)).empty() &&
      trim(now.substr(part.end)).empty()) {
    drop(line, reason, std::move(because), score);
    return;
  }
  const Span original = lines.replace(line, {{part, replacement}}, document_.bytes).front();
  note_rewrite(line, original, replacement, reason, std::move(because), score);
}

void Sink::rewrite(std::size_t line, const std::vector<Rewrite>& parts) {
  LineTable& lines = document_.lines;
  if (!may_change(line) || parts.empty()) return;
  // The first part is done last: it drops the line when nothing is left beside it.
  std::vector<LineTable::Replacement> behind;
  for (std::size_t i = 1; i < parts.size(); ++i)
    behind.push_back({parts[i].part, parts[i].replacement});
  if (!behind.empty()) {
    const std::vector<Span> originals = lines.replace(line, behind, document_.bytes);
    for (std::size_t i = parts.size(); i-- > 1;)
      note_rewrite(line, originals[i - 1], parts[i].replacement, *parts[i].reason, parts[i].because,
                   parts[i].score);
  }
  const Rewrite& first = parts.front();
  rewrite(line, first.part, first.replacement, *first.reason, first.because, first.score);
}

void Sink::note_rewrite(std::size_t line, Span original, std::string_view replacement,
                        const Reason& reason, Because because, float score) {
  document_.decisions.push_back({Deed::rewrite, original, line, stage_, reason, std::move(because),
                                 score, std::string(replacement)});
}

void Sink::end_line(std::size_t line, std::string_view ending, const Reason& reason) {
  LineTable& lines = document_.lines;
  if (!lines.kept(line)) return;
  lines.endings[line] = ending;
  document_.decisions.push_back({Deed::rewrite,
                                 {lines.span[line].end, lines.next[line]},
                                 line,
                                 stage_,
                                 reason,
                                 {},
                                 1,
                                 std::string(ending)});
}

void Sink::flag(std::size_t line, Span original, const Reason& reason, Because because,
                float score) {
  document_.decisions.push_back(
      {Deed::flag, original, line, stage_, reason, std::move(because), score, {}});
}

void Sink::heading(std::size_t line, int level, float confidence, std::string_view shape) {
  heading({line, level, confidence, shape, {}, {}});
}

void Sink::heading(Heading heading) { document_.headings.push_back(std::move(heading)); }

void Sink::meta(std::string_view key, std::string_view value) {
  for (const auto& [known, text] : document_.meta) {
    if (known == key && text == value) return;
  }
  document_.meta.emplace_back(key, value);
}

}  // namespace dechaff
