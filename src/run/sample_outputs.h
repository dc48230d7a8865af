#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bytes/output.h"
#include "render/reducer.h"
#include "run/run.h"
#include "run/sampler.h"

namespace dechaff {

/// What came of the documents of a batch that may be chosen.
struct SamplePart {
  std::vector<std::pair<std::uint64_t, std::string>> documents;  // by number
  std::string names;                                             // a table's first line
};

/// Writes N documents of a run, in input order, when all were seen. Memory: what is written of N.
class SampleOutputs final : public render::ReducerOf<SamplePart> {
 public:
  /// All outlive it.
  SampleOutputs(const render::Writer& writer, const Sampler& sampler, bytes::Output& out)
      : writer_(writer), sampler_(sampler), out_(out) {}

  std::unique_ptr<render::Mapper> mapper() const override;
  void reduce(SamplePart& part) override;
  bool prints_files() const override { return writer_.prints_files(); }
  bool makes_table() const override { return writer_.makes_table(); }
  std::string head(const formats::Batch& first) const override { return writer_.head(first); }
  void write_head(std::string& head) override { names_ = head; }
  bool converts(const formats::Batch& batch, const formats::Record& record) const override {
    return writer_.converts(batch, record);
  }

  /// Returns the number of documents. Throws Error.
  std::uint64_t finish();

 private:
  const render::Writer& writer_;
  const Sampler& sampler_;
  bytes::Output& out_;
  std::string names_;
  std::map<std::uint64_t, std::string> documents_;
};

/// run() over the documents of a sample, or all, to one output, which is not finished.
RunTotals run_sampled(SampleSize size, RunOptions& options, const std::vector<StageSpec>& stages,
                      const Resources& resources, const render::Writer& writer,
                      bytes::Output& text);

}  // namespace dechaff
