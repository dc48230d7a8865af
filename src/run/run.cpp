#include "run/run.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "render/removal_log.h"
#include "render/text_reducer.h"
#include "run/batch_spool.h"
#include "run/feed.h"
#include "run/worker.h"

namespace dechaff {
namespace {

/// The end of the line: reduces in order and adds up.
class Drain {
 public:
  Drain(const RunOptions& options, render::Reducer& reducer, const RunOutputs& outputs,
        const std::vector<StageCount>& counts)
      : options_(options), reducer_(reducer), outputs_(outputs) {
    if (options.resume == Resume::replay) {
      skip_ = options.start.batches;
    } else {
      place_ = options.start;
      totals = options.start.totals;
      begun_ = place_.batches > 0;
      head_ = place_.table.line;
    }
    totals.stages.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) totals.stages[i].name = counts[i].name;
  }

  void take(const WorkItem& work) {
    if (reducer_.by_file()) begin_file(work);
    for (const Error& error : work.errors) {
      if (options_.report) options_.report(error);
    }
    if (work.note && options_.report) options_.report(*work.note);
    totals.errors += work.errors.size();
    const bool skipped = ++place_.batches <= skip_;
    if (!skipped && outputs_.log != nullptr) outputs_.log->write(work.origin);
    if (!skipped && outputs_.errors != nullptr) outputs_.errors->write(work.aside);
    if (!put_off.empty() && !work.again) {
      // Behind what comes again all comes again, bytes that are no document too.
      if (!work.batch.bytes.empty()) put_off.put(work.batch, 0);
      tell(work);
      return;
    }
    add_up(work);
    begin(work, skipped);
    if (!skipped) {
      reducer_.reduce(*work.result);
      if (outputs_.log != nullptr) outputs_.log->write(work.log);
      if (outputs_.meta != nullptr) outputs_.meta->write(work.meta);
    }
    if (work.put_off < work.batch.records.size()) put_off.put(work.batch, work.put_off);
    tell(work);
  }

  RunTotals totals;
  BatchSpool put_off;

 private:
  void begin_file(const WorkItem& work) {
    if (work.put_off < work.batch.records.size()) {
      throw Error({},
                  "what reads the input twice (--memory, or to count, or to keep the longest) "
                  "writes one output: -o names a file then");
    }
    if (work.batch.file != file_) {
      file_ = work.batch.file;
      begun_ = false;
      reducer_.begin_file(file_);
    }
    if (!work.errors.empty()) reducer_.fail_file();
  }

  /// Before the first result: what the output begins with.
  void begin(const WorkItem& work, bool skipped) {
    if (begun_ || work.batch.bytes.empty()) return;
    begun_ = true;
    head_ = reducer_.head(work.batch);
    if (head_.empty()) return;
    totals.bytes_out += head_.size();
    if (skipped) return;
    std::string head = head_;
    reducer_.write_head(head);
    if (outputs_.log == nullptr) return;
    std::string entry;
    render::append_log_names(entry, work.batch.offset, head_.size());
    bytes::pack(outputs_.log->packing(), entry);
    outputs_.log->write(entry);
  }

  void add_up(const WorkItem& work) {
    totals.documents += work.totals.documents;
    totals.bytes_in += work.totals.bytes_in;
    totals.invalid_documents += work.totals.invalid_documents;
    totals.without_text += work.totals.without_text;
    totals.emptied += work.totals.emptied;
    totals.left_out += work.totals.left_out;
    totals.text_in += work.totals.text_in;
    totals.text_out += work.totals.text_out;
    if (options_.tally != nullptr) options_.tally->add(work.tally);
    totals.bytes_out += work.bytes_out;
    totals.aside += work.totals.aside;
    for (std::size_t i = 0; i < work.totals.stages.size(); ++i) {
      totals.stages[i].decisions += work.totals.stages[i].decisions;
      totals.stages[i].bytes += work.totals.stages[i].bytes;
    }
  }

  void tell(const WorkItem& work) {
    if (work.taken > 0) totals.taken = work.taken;
    if (options_.progress) options_.progress(totals);
    // Of what comes again, the end of its batch: nothing of it was written before.
    place_.offset = work.again ? work.batch.offset + work.batch.bytes.size() : work.after.offset;
    if (!work.again) place_.table = work.after.table;
    if (!head_.empty()) place_.table.line = head_;
    if (!options_.written || place_.batches <= skip_) return;
    if (options_.resume == Resume::seek) {
      if (!work.resumable) return;
      place_.file = work.after.file;
      place_.position = work.after.position;
      place_.documents = work.after.documents;
    }
    place_.totals = totals;
    options_.written(place_);
  }

  RunPlace place_;
  std::size_t file_ = SIZE_MAX;  // whose results come, where each has an output
  bool begun_ = false;
  std::string head_;        // of the output; empty: its first batch has it
  std::uint64_t skip_ = 0;  // batches that were written before
  const RunOptions& options_;
  render::Reducer& reducer_;
  const RunOutputs& outputs_;
};

/// Owns the batches inside a pipeline, which forgets them when a stage throws.
class InFlight {
 public:
  WorkItem* add(std::unique_ptr<WorkItem> work) {
    const std::scoped_lock lock(mutex_);
    return works_.emplace_back(std::move(work)).get();
  }
  void remove(const WorkItem* work) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(works_, [&](const auto& owned) { return owned.get() == work; });
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<WorkItem>> works_;  // as many as the pipeline has tokens
};

using Next = std::function<std::unique_ptr<WorkItem>()>;  // null at the end

using MakeSeat = std::function<std::unique_ptr<Seat>()>;

void run_parallel(unsigned jobs, const Next& next, Feed& feed, const Worker& worker, Drain& drain,
                  const MakeSeat& make_seat, Chain& chain) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::enumerable_thread_specific<std::unique_ptr<Seat>> seats(make_seat);
  InFlight in_flight;
  using Item = WorkItem*;
  using tbb::filter_mode;
  const auto read = tbb::make_filter<void, Item>(filter_mode::serial_in_order,
                                                 [&](tbb::flow_control& flow) -> Item {
                                                   std::unique_ptr<WorkItem> work = next();
                                                   if (work) return in_flight.add(std::move(work));
                                                   flow.stop();
                                                   return nullptr;
                                                 });
  const auto cut = tbb::make_filter<Item, Item>(filter_mode::parallel, [&](Item work) {
    work->cut();
    return work;
  });
  const auto number = tbb::make_filter<Item, Item>(filter_mode::serial_in_order, [&](Item work) {
    if (!work->again) feed.number(*work);
    return work;
  });
  const auto write = tbb::make_filter<Item, void>(filter_mode::serial_in_order, [&](Item work) {
    drain.take(*work);
    in_flight.remove(work);
  });
  const std::size_t tokens = jobs + 2;
  if (chain.first_ordered() == chain.size()) {
    const auto all = tbb::make_filter<Item, Item>(filter_mode::parallel, [&](Item work) {
      worker.whole(*work, *seats.local());
      return work;
    });
    tbb::parallel_pipeline(tokens, read & cut & number & all & write);
    return;
  }
  const auto before = tbb::make_filter<Item, Item>(filter_mode::parallel, [&](Item work) {
    worker.before(*work, *seats.local());
    return work;
  });
  const auto ordered = tbb::make_filter<Item, Item>(filter_mode::serial_in_order, [&](Item work) {
    worker.ordered(*work, chain);
    return work;
  });
  const auto after = tbb::make_filter<Item, Item>(filter_mode::parallel, [&](Item work) {
    worker.after(*work, *seats.local());
    return work;
  });
  tbb::parallel_pipeline(tokens, read & cut & number & before & ordered & after & write);
}

/// Bytes. With an ordered stage a document is looked at three times, on any core: what was made of
/// a small batch still lies in its cache then (128 KiB took 1.54 s of CPU on two cores where 1 MiB
/// took 1.75). But each batch is a frame of compressed output, which small ones make larger: zstd
/// by 3 % with 256 KiB, 7 % with 128. The same for any number of jobs: a run may go on with others.
std::size_t batch_for(const Chain& chain, const render::Reducer& reducer) {
  if (chain.first_ordered() == chain.size()) return SIZE_MAX;
  const bool packed = reducer.packing() != bytes::Packing::none;
  return std::size_t{packed ? 256U : 128U} << 10U;
}

}  // namespace

RunTotals run(const RunOptions& options, const std::vector<StageSpec>& stages,
              const Resources& resources, const render::Writer& writer, const RunOutputs& outputs) {
  render::WriterReducer reducer(writer, outputs.text);
  return run(options, stages, resources, reducer, outputs);
}

RunTotals run(const RunOptions& options, const std::vector<StageSpec>& stages,
              const Resources& resources, render::Reducer& reducer, const RunOutputs& outputs) {
  const auto make_seat = [&] { return std::make_unique<Seat>(stages, resources, reducer); };
  const std::unique_ptr<Seat> seat = make_seat();
  Chain& chain = seat->chain;
  std::vector<StageCount> counts;
  for (const StageSpec& stage : stages) counts.push_back({find_filter(stage.filter)->name, 0, 0});
  if (outputs.log != nullptr && options.start.batches == 0) {
    std::string head;
    render::append_log_head(head);
    bytes::pack(outputs.log->packing(), head);
    outputs.log->write(head);
  }
  Feed feed(options, outputs, reducer, batch_for(chain, reducer));
  const Worker worker(options, reducer, outputs, counts);
  Drain drain(options, reducer, outputs, counts);
  const auto all = [&](const Next& next) {
    if (options.jobs > 1) {
      run_parallel(options.jobs, next, feed, worker, drain, make_seat, chain);
      return;
    }
    while (const auto work = next()) {
      work->cut();
      if (!work->again) feed.number(*work);
      worker.whole(*work, *seat);
      drain.take(*work);
    }
  };
  all([&] { return feed.next(); });
  if (!drain.put_off.empty()) {
    chain.settle();
    all([&] {
      auto work = std::make_unique<WorkItem>();
      work->again = true;
      return drain.put_off.next(work->batch) ? std::move(work) : nullptr;
    });
  }
  if (outputs.log != nullptr) {
    std::string end;
    render::append_log_end(end, feed.offset(), feed.checksum());
    bytes::pack(outputs.log->packing(), end);
    outputs.log->write(end);
  }
  if (options.secure) options.secure();
  chain.commit();
  return std::move(drain.totals);
}

}  // namespace dechaff
