#include "compare/difference.h"

#include <algorithm>

#include "core/line_table.h"

namespace dechaff::compare {
namespace {

bool equal(const Change& a, const Change& b) { return a.span == b.span && a.insert == b.insert; }

/// The bytes [begin, end) of the original after the changes; `gone` when they are dropped whole.
std::string after(const std::string& text, const std::vector<Change>& changes, std::size_t& next,
                  std::size_t begin, std::size_t end) {
  std::string out;
  std::size_t at = begin;
  while (next < changes.size() && changes[next].span.begin < end) {
    const Change& change = changes[next];
    if (change.span.begin > at) out.append(text, at, change.span.begin - at);
    if (change.span.begin >= begin) out += change.insert;
    at = std::max(at, std::min(change.span.end, end));
    if (change.span.end > end) return out;  // goes on in the next line
    ++next;
  }
  if (at < end) out.append(text, at, end - at);
  return out;
}

void chop(std::string& line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
}

/// The first change in [begin, end) that the other side does not have.
const Change* own(const std::vector<Change>& changes, const std::vector<Change>& others,
                  Span line) {
  for (auto at = std::lower_bound(changes.begin(), changes.end(), line.begin,
                                  [](const Change&c, std::size_t b) { return c.span.end < b; });
       at != changes.end() && at->span.begin < line.end; ++at) {
    const auto other =
        std::lower_bound(others.begin(), others.end(), at->span.begin,
                         [](const Change& c, std::size_t b) { return c.span.begin < b; });
    if (other == others.end() || !equal(*at, *other)) return &*at;
  }
  return nullptr;
}

}  // namespace

bool Part::same() const {
  if (a == nullptr || b == nullptr) return false;
  return equal(*a, *b) || (a->insert.empty() && b->insert.empty());
}

std::vector<Part> parts_of(const Sampled& document) {
  std::vector<Part> out;
  auto a = document.a.begin();
  auto b = document.b.begin();
  std::size_t at = 0;
  while (a != document.a.end() || b != document.b.end()) {
    const Change* left = a == document.a.end() ? nullptr : &*a;
    const Change* right = b == document.b.end() ? nullptr : &*b;
    const std::size_t from_a = left == nullptr ? std::string::npos : std::max(at, left->span.begin);
    const std::size_t from_b =
        right == nullptr ? std::string::npos : std::max(at, right->span.begin);
    const std::size_t begin = std::min(from_a, from_b);
    std::size_t end = std::string::npos;
    if (from_a == begin) end = std::min(end, left->span.end);
    if (from_b == begin) end = std::min(end, right->span.end);
    // An insertion alone, at a place where the other side's change begins, stands before it.
    const bool in_a = from_a == begin && (end > begin || left->span.end == begin);
    const bool in_b = from_b == begin && (end > begin || right->span.end == begin);
    if (!in_a && from_a > begin) end = std::min(end, from_a);
    if (!in_b && from_b > begin) end = std::min(end, from_b);
    out.push_back({{begin, end}, in_a ? left : nullptr, in_b ? right : nullptr});
    at = end;
    if (in_a && left->span.end <= end) ++a;
    if (in_b && right->span.end <= end) ++b;
  }
  return out;
}

std::vector<Difference> differences(const Sample& sample) {
  std::vector<Difference> out;
  for (const auto& [ordinal, document] : sample.documents()) {
    Difference d{&document};
    for (const Part& part : parts_of(document)) {
      const std::size_t size = std::max<std::size_t>(part.span.size(), 1);
      if (part.a != nullptr) d.removed_a += part.span.size();
      if (part.b != nullptr) d.removed_b += part.span.size();
      if (part.same()) continue;
      if (part.a != nullptr) d.only_a += size;
      if (part.b != nullptr) d.only_b += size;
    }
    if (d.bytes() > 0) out.push_back(d);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Difference& x, const Difference& y) { return x.bytes() > y.bytes(); });
  return out;
}

std::vector<LinePair> lines_of(const Sampled& document) {
  LineTable lines;
  lines.assign(document.text);
  std::vector<LinePair> out;
  std::size_t next_a = 0, next_b = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Span line{lines.span[i].begin, lines.next[i]};
    LinePair pair{document.first_line + i,
                  after(document.text, document.a, next_a, line.begin, line.end),
                  after(document.text, document.b, next_b, line.begin, line.end)};
    pair.gone_a = pair.a.empty();
    pair.gone_b = pair.b.empty();
    chop(pair.a);
    chop(pair.b);
    if (pair.differs()) {
      pair.why_a = own(document.a, document.b, line);
      pair.why_b = own(document.b, document.a, line);
    }
    out.push_back(std::move(pair));
  }
  return out;
}

}  // namespace dechaff::compare
