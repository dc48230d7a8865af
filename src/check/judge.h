#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "check/document_judge.h"
#include "check/settings.h"
#include "render/writer.h"

namespace dechaff::check {

/// Turns the decisions about a document into findings, adds what the detectors and the document's
/// limits say, and leaves out what its comments suppress. prepare() goes before the chain, as
/// RunOptions::prepare; document() behind it. Thread-safe.
class Judge final : public render::Writer {
 public:
  /// All that is referred to outlives the judge.
  Judge(const Settings& settings, const Resources& resources);

  /// Hides from the filters what is not prose.
  void prepare(Document& document) const;
  void document(const render::Rendering& what, std::string& out) const override;

  /// Reports of all documents, in input order. Leaves none.
  std::vector<DocumentReport> take();

 private:
  struct Local;
  const PathSettings& settings_for(Local& local, std::string_view path) const;

  const Settings& settings_;
  const Resources& resources_;
  mutable tbb::enumerable_thread_specific<std::shared_ptr<Local>> locals_;
  mutable std::mutex mutex_;
  mutable std::vector<DocumentReport> reports_;
};

}  // namespace dechaff::check
