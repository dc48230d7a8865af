#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "render/reducer.h"
#include "run/chain.h"
#include "run/document_pool.h"
#include "run/feed.h"
#include "run/run.h"

namespace dechaff {

/// What one thread works with: a chain and a mapper of its own.
struct Seat {
  Seat(const std::vector<StageSpec>& stages, const Resources& resources,
       const render::Reducer& reducer)
      : chain(stages, resources), mapper(reducer.mapper()) {}

  Chain chain;
  std::unique_ptr<render::Mapper> mapper;
};

/// What happens to a batch between reading and reducing: its documents are loaded, run through the
/// chain, and mapped to the batch's result. Any number of threads may call it at once, each with a
/// batch and a seat of its own.
class Worker {
 public:
  /// `zero_counts`: a count a stage, all zero. The references must outlive it.
  Worker(const RunOptions& options, const render::Reducer& reducer, const RunOutputs& outputs,
         std::vector<StageCount> zero_counts)
      : options_(options),
        reducer_(reducer),
        outputs_(outputs),
        zero_counts_(std::move(zero_counts)) {}

  /// Everything at once, with one document that is used again.
  void whole(WorkItem& work, Seat& seat) const;

  /// The stages before the first ordered one, and what can be done ahead of that; every document is
  /// kept.
  void before(WorkItem& work, Seat& seat) const;
  /// The stages from there on, with the one chain that sees all batches in order.
  void ordered(WorkItem& work, Chain& chain) const;
  /// The mapping.
  void after(WorkItem& work, Seat& seat) const;

 private:
  void begin(WorkItem& work) const;
  void load(WorkItem& work, std::size_t record, std::size_t ordinal, render::Mapper& mapper,
            LoadedDocument& loaded) const;
  bool judge(WorkItem& work, std::size_t record, Document& document, Chain& chain, std::size_t from,
             std::size_t to) const;
  bool leaves_out(WorkItem& work, Document& document) const;
  void show(WorkItem& work, std::size_t record, LoadedDocument& loaded,
            render::Mapper& mapper) const;
  void map(WorkItem& work, std::size_t record, LoadedDocument& loaded,
           render::Mapper& mapper) const;
  void other(WorkItem& work, const formats::Record& record, render::Mapper& mapper) const;
  void finish(WorkItem& work, render::Mapper& mapper) const;

  const RunOptions& options_;
  const render::Reducer& reducer_;
  const RunOutputs& outputs_;
  std::vector<StageCount> zero_counts_;
  mutable DocumentPool pool_;
};

}  // namespace dechaff
