#pragma once

#include <memory>
#include <vector>

#include "check/document_judge.h"
#include "check/project_files.h"
#include "render/reducer.h"

namespace dechaff::check {

/// Turns the decisions about each document into findings, adds what the detectors and the
/// document's limits say, and leaves out what its comments suppress. Collects the reports of all
/// documents, in input order. What is not prose is hidden from the filters.
class ReportReducer final : public render::ReducerOf<std::vector<DocumentReport>> {
 public:
  /// Both outlive it.
  ReportReducer(const ProjectFiles& projects, const Resources& resources)
      : projects_(projects), resources_(resources) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(std::vector<DocumentReport>& batch) override;

  std::vector<DocumentReport> reports;

 private:
  const ProjectFiles& projects_;
  const Resources& resources_;
};

}  // namespace dechaff::check
