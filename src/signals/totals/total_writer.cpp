#include "signals/totals/total_writer.h"

#include <algorithm>
#include <cstring>

#include "core/line_table.h"
#include "text/hash.h"

namespace dechaff::stats {
namespace {

constexpr std::size_t longest_shown = 200;  // bytes of a line that the report may show

template <class Number>
void put(std::string& out, Number value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof bytes);
}

void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

/// The first bytes of a line, whole characters.
std::string_view shown(std::string_view line) {
  if (line.size() <= longest_shown) return line;
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return line.substr(0, end);
}

class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  bool empty() const { return bytes_.empty(); }

  template <class Number>
  Number get() {
    Number value;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }

  std::string_view text() {
    const auto size = get<std::uint32_t>();
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

void TotalWriter::document(const render::Rendering& what, std::string& out) const {
  const Document& document = what.document;
  const signals::Measure::Work& work = measure_(document);
  put(out, static_cast<std::uint64_t>(document.bytes.size()));
  for (const double value : work.values) put(out, value);
  const std::size_t count_at = out.size();
  put(out, std::uint32_t{0});
  std::uint32_t lines = 0;
  for (const signals::LineColumn& line : work.columns.lines) {
    const std::string_view text = trim(work.columns.line(line));
    if (text.empty()) continue;
    put(out, text::hash64(text));
    put_text(out, shown(text));
    ++lines;
  }
  std::memcpy(out.data() + count_at, &lines, sizeof lines);
  std::uint32_t decisions = 0;
  const std::size_t decisions_at = out.size();
  put(out, decisions);
  for (const Decision& decision : document.decisions) {
    if (decision.deed == Deed::flag) continue;
    const std::size_t gone =
        decision.span.size() - std::min(decision.span.size(), decision.replacement.size());
    put(out, static_cast<std::uint64_t>(gone));
    put_text(out, decision.reason.code);
    put_text(out, because_text(decision));
    ++decisions;
  }
  std::memcpy(out.data() + decisions_at, &decisions, sizeof decisions);
}

void add_batch(std::string_view batch, Totals& totals) {
  Bytes in(batch);
  while (!in.empty()) {
    const auto bytes = in.get<std::uint64_t>();
    for (std::size_t i = 0; i < totals.signals(); ++i) totals.value(i, in.get<double>());
    const auto lines = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < lines; ++i) {
      const auto hash = in.get<std::uint64_t>();
      totals.line(hash, in.text());
    }
    totals.document(bytes, lines);
    const auto decisions = in.get<std::uint32_t>();
    for (std::uint32_t i = 0; i < decisions; ++i) {
      const auto gone = in.get<std::uint64_t>();
      const std::string_view reason = in.text();
      totals.decision(reason, in.text(), gone);
    }
  }
}

}  // namespace dechaff::stats
