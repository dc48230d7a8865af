#include "check/judge.h"

#include <algorithm>

#include "check/markup.h"
#include "page/analysis.h"

namespace dechaff::check {

/// What a thread keeps from document to document.
struct Judge::Local {
  explicit Local(const Resources& resources) : work(resources) {}

  JudgeWork work;
  std::string path;  // that `settings` are for
  std::unique_ptr<PathSettings> settings;
};

Judge::Judge(const Settings& settings, const Resources& resources)
    : settings_(settings),
      resources_(resources),
      locals_([this] { return std::make_shared<Local>(resources_); }) {}

void Judge::prepare(Document& document) const {
  Local& local = *locals_.local();
  document.lines.measure();
  classify(markup_of(document.source, document.bytes), document.bytes, document.lines,
           local.work.kinds);
  for (std::size_t i = 0; i < local.work.kinds.size(); ++i) {
    if (is_hidden(local.work.kinds[i])) document.lines.verdict[i] = Verdict::drop;
  }
  page::language_of(document, resources_);
}

const PathSettings& Judge::settings_for(Local& local, std::string_view path) const {
  if (!local.settings || local.path != path) {
    local.path = path;
    local.settings = std::make_unique<PathSettings>(settings_, local.path);
  }
  return *local.settings;
}

void Judge::document(const render::Rendering& what, std::string&) const {
  Local& local = *locals_.local();
  DocumentReport report =
      DocumentJudge(what, settings_for(local, what.document.source), local.work).build();
  const std::scoped_lock lock(mutex_);
  reports_.push_back(std::move(report));
}

std::vector<DocumentReport> Judge::take() {
  std::sort(reports_.begin(), reports_.end(),
            [](const DocumentReport& a, const DocumentReport& b) { return a.ordinal < b.ordinal; });
  return std::move(reports_);
}

}  // namespace dechaff::check
