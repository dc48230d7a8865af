#include "signals/totals/total_reducer.h"

#include <algorithm>

#include "core/line_table.h"
#include "text/hash.h"

namespace dechaff::stats {
namespace {

constexpr std::size_t longest_shown = 200;  // bytes of a line that the report may show

/// The first bytes of a line, whole characters.
std::string_view shown(std::string_view line) {
  if (line.size() <= longest_shown) return line;
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return line.substr(0, end);
}

class TotalMapper final : public render::MapperTo<Figures> {
 public:
  explicit TotalMapper(const signals::Measure& measure) : measure_(measure), measured_(measure) {}

  bool reads_lines() const override { return false; }
  void map(const render::Rendering& what, Figures& batch) override {
    const Document& document = what.document;
    measure_(document, measured_);
    const std::vector<double>& values = measured_.values;
    batch.values.insert(batch.values.end(), values.begin(), values.end());
    const auto keep = [&](std::string_view text) {
      const std::size_t begin = batch.texts.size();
      batch.texts += text;
      return Span{begin, batch.texts.size()};
    };
    measured_.columns.require(0);
    for (const signals::LineColumn& line : measured_.columns.lines) {
      const std::string_view text = trim(measured_.columns.line(line));
      if (!text.empty()) batch.lines.push_back({text::hash64(text), keep(shown(text))});
    }
    for (const Decision& decision : document.decisions) {
      if (decision.deed == Deed::flag) continue;
      const std::size_t left = std::min(decision.span.size(), decision.replacement.size());
      batch.removals.push_back(
          {decision.reason.code, keep(because_text(decision)), decision.span.size() - left});
    }
    batch.documents.push_back({document.bytes.size(), batch.lines.size(), batch.removals.size()});
  }

 private:
  const signals::Measure& measure_;
  signals::Measured measured_;
};

}  // namespace

std::unique_ptr<render::Mapper> TotalReducer::mapper() const {
  return std::make_unique<TotalMapper>(measure_);
}

void TotalReducer::reduce(Figures& batch) {
  const std::size_t signals = totals_.signals();
  std::size_t line = 0, removal = 0;
  for (std::size_t d = 0; d < batch.documents.size(); ++d) {
    const Figures::Of& document = batch.documents[d];
    for (std::size_t i = 0; i < signals; ++i) totals_.value(i, batch.values[d * signals + i]);
    totals_.document(document.bytes, document.lines_end - line);
    for (; line < document.lines_end; ++line) {
      const Figures::Line& entry = batch.lines[line];
      totals_.line(entry.hash, text::slice(batch.texts, entry.shown));
    }
    for (; removal < document.removals_end; ++removal) {
      const Figures::Removal& entry = batch.removals[removal];
      totals_.decision(entry.reason, text::slice(batch.texts, entry.because), entry.bytes);
    }
  }
}

}  // namespace dechaff::stats
