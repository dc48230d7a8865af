#include "check/gate.h"

#include <unordered_set>

#include "text/hash.h"

namespace dechaff::check {
namespace {

bool has_changed(const ChangedLines& since, const Finding& finding) {
  if (finding.of_input() || finding.path == "-") return true;
  return finding.column == 0 ? since.has(finding.path) : since.has(finding.path, finding.line);
}

}  // namespace

Result judge_all(std::vector<DocumentReport> reports, const Settings& settings,
                 const GateOptions& options) {
  Result out;
  Figures total;
  std::vector<Finding> all;
  std::unordered_set<std::string> seen;
  for (DocumentReport& report : reports) {
    if (seen.insert(report.path).second) out.paths.push_back(report.path);
    ++out.documents;
    out.suppressed += report.suppressed;
    total.add(report.figures);
    for (Finding& finding : report.findings) all.push_back(std::move(finding));
  }
  out.lines = total.lines;
  out.words = total.words;
  const PathSettings everywhere(settings, {});
  for (BrokenLimit& broken : over_limits(total, settings.total)) {
    if (everywhere.level(broken.rule) == Level::off) continue;
    Finding finding;
    finding.rule = broken.rule;
    finding.level = everywhere.level(broken.rule);
    finding.message = std::move(broken.message) + ", in the whole input";
    finding.key = text::hash64("the whole input");
    all.push_back(std::move(finding));
  }
  for (Finding& finding : all) {
    if (options.since != nullptr && !has_changed(*options.since, finding)) {
      ++out.unchanged;
      continue;
    }
    if (options.renewed != nullptr) options.renewed->add(finding);
    if (options.baseline != nullptr && options.baseline->take(finding)) {
      ++out.in_baseline;
      continue;
    }
    ++(finding.level == Level::error ? out.errors : out.warnings);
    if (out.findings.size() < options.most) {
      out.findings.push_back(std::move(finding));
    } else {
      ++out.not_shown;
    }
  }
  // With --since most of the old ones were not looked at: nothing can be said of them.
  if (options.baseline != nullptr && options.since == nullptr)
    out.stale = options.baseline->stale();
  return out;
}

}  // namespace dechaff::check
