#include "dedup/cuts.h"

#include <algorithm>

namespace dechaff::dedup {

void Cuts::add(const LineTable& lines, const Stretch& what, const Reason& reason,
               const ByRepeat& of, float score) {
  for (std::size_t i = what.line; i < what.end; ++i) {
    if (!lines.kept(i)) continue;
    const std::string_view text = lines.text[i];
    const Span span{i == what.line ? what.span.begin : 0,
                    i + 1 == what.end ? std::min(what.span.end, text.size()) : text.size()};
    const bool whole =
        trim(text.substr(0, span.begin)).empty() && trim(text.substr(span.end)).empty();
    if (span.begin < span.end || whole) parts_.push_back({i, span, whole, &reason, of, score});
  }
}

void Cuts::apply(Sink& sink) {
  std::stable_sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) {
    return a.line != b.line ? a.line < b.line : a.span.begin < b.span.begin;
  });
  for (const Part& part : parts_) {
    if (part.whole) sink.drop(part.line, *part.reason, part.of, part.score);
  }
  std::vector<Sink::Rewrite> rewrites;
  for (std::size_t end = parts_.size(), begin = end; end > 0; end = begin) {
    while (begin > 0 && parts_[begin - 1].line == parts_[end - 1].line) --begin;
    rewrites.clear();
    for (std::size_t k = begin; k < end; ++k) {
      if (!parts_[k].whole)
        rewrites.push_back({parts_[k].span, {}, parts_[k].reason, parts_[k].of, parts_[k].score});
    }
    sink.rewrite(parts_[end - 1].line, rewrites);
  }
}

}  // namespace dechaff::dedup
