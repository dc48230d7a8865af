#pragma once

#include <memory>
#include <vector>

#include "check/document_judge.h"
#include "check/settings.h"
#include "render/reducer.h"

namespace dechaff::check {

/// Turns the decisions about each document into findings, adds what the detectors and the
/// document's limits say, and leaves out what its comments suppress. Collects the reports of all
/// documents, in input order. What is not prose is hidden from the filters.
class ReportReducer final : public render::ReducerOf<std::vector<DocumentReport>> {
 public:
  /// Both outlive it.
  ReportReducer(const Settings& settings, const Resources& resources)
      : settings_(settings), resources_(resources) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(std::vector<DocumentReport>& batch) override;

  std::vector<DocumentReport> reports;

 private:
  const Settings& settings_;
  const Resources& resources_;
};

}  // namespace dechaff::check
