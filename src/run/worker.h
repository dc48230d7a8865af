#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "render/writer.h"
#include "run/chain.h"
#include "run/document_pool.h"
#include "run/feed.h"
#include "run/run.h"

namespace dechaff {

/// What happens to a batch between reading and writing: its documents are loaded, run through the
/// chain, and written into the batch's own strings. Any number of threads may call it at once, each
/// with a batch and a chain of its own.
class Worker {
 public:
  /// `zero_counts`: a count a stage, all zero. The references must outlive it.
  Worker(const RunOptions& options, const render::Writer& writer, const RunOutputs& outputs,
         std::vector<StageCount> zero_counts)
      : options_(options),
        writer_(writer),
        outputs_(outputs),
        zero_counts_(std::move(zero_counts)) {}

  /// Everything at once, with one document that is used again.
  void whole(Work& work, Chain& chain) const;

  /// The stages before the first ordered one, and what can be done ahead of that; every document is
  /// kept.
  void before(Work& work, Chain& chain) const;
  /// The stages from there on, with the one chain that sees all batches in order.
  void ordered(Work& work, Chain& chain) const;
  /// What is written.
  void after(Work& work) const;

 private:
  void begin(Work& work) const;
  void load(Work& work, std::size_t record, std::size_t ordinal, LoadedDocument& loaded) const;
  bool judge(Work& work, std::size_t record, Document& document, Chain& chain, std::size_t from,
             std::size_t to) const;
  void show(Work& work, std::size_t record, LoadedDocument& loaded) const;
  void render(Work& work, std::size_t record, const LoadedDocument& loaded) const;
  void other(Work& work, const formats::Record& record) const;
  void pack(Work& work) const;

  const RunOptions& options_;
  const render::Writer& writer_;
  const RunOutputs& outputs_;
  std::vector<StageCount> zero_counts_;
  mutable DocumentPool pool_;
};

}  // namespace dechaff
