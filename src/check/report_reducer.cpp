#include "check/report_reducer.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "check/markup.h"
#include "page/analysis.h"

namespace dechaff::check {
namespace {

class ReportMapper final : public render::MapperTo<std::vector<DocumentReport>> {
 public:
  ReportMapper(const ProjectFiles& projects, const Resources& resources)
      : projects_(projects), resources_(resources), tools_(resources) {}

  void prepare(Document& document) override {
    document.lines.measure();
    classify(markup_of(document.source, document.bytes), document.bytes, document.lines,
             tools_.kinds);
    for (std::size_t i = 0; i < tools_.kinds.size(); ++i) {
      if (is_hidden(tools_.kinds[i])) document.lines.verdict[i] = Verdict::drop;
    }
    page::language_of(document, resources_);
  }

  void map(const render::Rendering& what, std::vector<DocumentReport>& reports) override {
    reports.push_back(DocumentJudge(what, settings_for(what.document.source), tools_).build());
  }

 private:
  const PathSettings& settings_for(std::string_view path) {
    if (!path_settings_ || path_ != path) {
      path_ = path;
      path_settings_.emplace(projects_.settings_of(path_), path_);
    }
    return *path_settings_;
  }

  const ProjectFiles& projects_;
  const Resources& resources_;
  JudgeTools tools_;
  std::string path_;  // that `path_settings_` are for
  std::optional<PathSettings> path_settings_;
};

}  // namespace

std::unique_ptr<render::Mapper> ReportReducer::mapper() const {
  return std::make_unique<ReportMapper>(projects_, resources_);
}

void ReportReducer::reduce(std::vector<DocumentReport>& batch) {
  std::move(batch.begin(), batch.end(), std::back_inserter(reports));
}

}  // namespace dechaff::check
