#include "pipeline/run.h"

#include <simdjson.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "io/batch_spool.h"
#include "io/error_log.h"
#include "io/frame.h"
#include "io/removal_log.h"
#include "pipeline/feed.h"

namespace dechaff {
namespace {

/// What happens to a batch between reading and writing.
class Worker {
 public:
  Worker(const RunOptions& options, const io::Writer& writer, const RunOutputs& outputs)
      : options_(options), writer_(writer), outputs_(outputs) {}

  void load(Work& work, std::size_t record, std::size_t ordinal, Document& document,
            io::EscapedText& json) const {
    const io::Record& r = work.batch.records[record];
    std::string_view bytes = std::string_view(work.batch.bytes).substr(r.text.begin, r.text.size());
    if (r.escaped) {
      io::unescape(r.frame, bytes, json);
      bytes = json.text;
    }
    document.assign(bytes);
    document.source = work.batch.source;
    document.id = r.id;
    document.host = r.host;
    document.heading_elements = r.headings;
    document.region_lines = r.regions;
    document.first_line = r.line;
    document.ordinal = work.batch.ordinal + ordinal;
    if (options_.prepare) options_.prepare(document);
  }

  void render(Work& work, std::size_t record, const Document& document,
              const io::EscapedText& json) const {
    const io::Record& r = work.batch.records[record];
    const io::EscapedText* escapes = r.escaped ? &json : nullptr;
    ++work.totals.documents;
    if (!simdjson::validate_utf8(document.bytes.data(), document.bytes.size()))
      ++work.totals.invalid_documents;
    const std::vector<Edit> edits = io::batch_edits(document, work.batch, r, escapes);
    const io::Rendering rendering{document, work.batch, r, escapes, edits};
    writer_.document(rendering, work.text);
    if (outputs_.log != nullptr) io::append_log(work.log, rendering);
    if (outputs_.meta != nullptr) append_meta(document, work.meta);
    count_decisions(document, work.totals.stages);
  }

  /// Everything at once, with one document that is used again.
  void whole(Work& work, Chain& chain) const {
    begin(work);
    pool_.take(1, work.documents);
    auto& [document, json] = *work.documents[0];
    std::size_t ordinal = 0;
    for (std::size_t i = 0; i < work.batch.records.size(); ++i) {
      const io::Record& record = work.batch.records[i];
      if (!record.is_document) {
        if (i < work.put_off) other(work, record);
        continue;
      }
      load(work, i, ordinal++, document, json);
      if (!judge(work, i, document, chain, 0, chain.size())) {
        put_off(work, i);
      } else if (i < work.put_off) {
        show(work, i, document, json);
      }
    }
    pool_.give_back(work.documents);
    pack(work);
  }

  /// The stages before the first ordered one, and what can be done ahead of that; every record
  /// keeps its document.
  void before(Work& work, Chain& chain) const {
    begin(work);
    const std::vector<io::Record>& records = work.batch.records;
    pool_.take(static_cast<std::size_t>(
                   std::count_if(records.begin(), records.end(),
                                 [](const io::Record& record) { return record.is_document; })),
               work.documents);
    each_document(work, [&](std::size_t i, std::size_t ordinal, LoadedDocument& loaded) {
      load(work, i, ordinal, loaded.document, loaded.json);
      judge(work, i, loaded.document, chain, 0, chain.first_ordered());
      study(work, i, loaded.document, chain);
    });
  }

  void ordered(Work& work, Chain& chain) const {
    each_document(work, [&](std::size_t i, std::size_t, LoadedDocument& loaded) {
      if (!judge(work, i, loaded.document, chain, chain.first_ordered(), chain.size()))
        put_off(work, i);
    });
  }

  void after(Work& work) const {
    std::size_t ordinal = 0;
    for (std::size_t i = 0; i < std::min(work.batch.records.size(), work.put_off); ++i) {
      const io::Record& record = work.batch.records[i];
      if (record.is_document) {
        LoadedDocument& loaded = *work.documents[ordinal++];
        show(work, i, loaded.document, loaded.json);
      } else {
        other(work, record);
      }
    }
    pool_.give_back(work.documents);
    pack(work);
  }

  std::vector<StageCount> zero_counts;

 private:
  template <class Take>
  static void each_document(Work& work, Take take) {
    std::size_t ordinal = 0;
    for (std::size_t i = 0; i < work.batch.records.size(); ++i) {
      if (!work.batch.records[i].is_document) continue;
      take(i, ordinal, *work.documents[ordinal]);
      ++ordinal;
    }
  }

  void begin(Work& work) const {
    work.totals.stages = zero_counts;
    work.totals.bytes_in = work.batch.bytes.size();
  }

  void study(Work& work, std::size_t record, Document& document, Chain& chain) const {
    io::Record& r = work.batch.records[record];
    if (!r.error.empty()) return;
    try {
      chain.study(document);
    } catch (const StageFailure& failure) {
      r.error = failure.what();
    }
  }

  /// Runs the stages [from, to) over a document. False when it is to come again. A stage that fails
  /// costs this document alone: it is marked, and show() tells.
  bool judge(Work& work, std::size_t record, Document& document, Chain& chain, std::size_t from,
             std::size_t to) const {
    io::Record& r = work.batch.records[record];
    if (!r.error.empty()) return !chain.puts_off();
    try {
      return chain.process(document, from, to);
    } catch (const StageFailure& failure) {
      r.error = failure.what();
      return !chain.puts_off();
    }
  }

  /// The document as the stages left it; one that they failed at as it came, or to --errors.
  void show(Work& work, std::size_t record, Document& document,
            const io::EscapedText& escapes) const {
    io::Record& r = work.batch.records[record];
    if (r.error.empty()) return render(work, record, document, escapes);
    const Error error(Place{work.batch.source, r.line, 0}, r.error);
    if (options_.stop_at_error) throw error;
    if (outputs_.errors == nullptr) {
      work.errors.push_back(error);
      document.assign(document.bytes);
      return render(work, record, document, escapes);
    }
    r.aside = true;
    io::append_error(work.aside, work.batch, r);
    other(work, r);
  }

  /// Bytes that are no document: passed, or, when they went to --errors, taken out.
  void other(Work& work, const io::Record& record) const {
    if (!record.aside) {
      const std::size_t before = work.text.size();
      writer_.other(work.batch, record, work.text);
      if (outputs_.log != nullptr && record.instead != io::Instead::itself)
        io::append_log_joined(work.log, work.batch, record, work.text.size() - before);
      return;
    }
    ++work.totals.aside;
    if (outputs_.log != nullptr) io::append_log_aside(work.log, work.batch, record);
  }

  void pack(Work& work) const {
    work.bytes_out = work.text.size();
    if (outputs_.text != nullptr) io::pack(outputs_.text->packing(), work.text);
    if (outputs_.log != nullptr) io::pack(outputs_.log->packing(), work.log);
    if (outputs_.meta != nullptr) io::pack(outputs_.meta->packing(), work.meta);
    if (outputs_.errors != nullptr) io::pack(outputs_.errors->packing(), work.aside);
  }

  static void put_off(Work& work, std::size_t record) {
    if (record >= work.put_off) return;
    work.put_off = record;
    work.totals.bytes_in = work.batch.records[record].all.begin;
  }

  static void append_meta(const Document& document, std::string& out) {
    if (document.meta.empty()) return;
    out += "{\"source\":\"";
    io::append_json(out, document.source);
    out += "\",\"document\":" + std::to_string(document.ordinal) + ",\"id\":\"";
    io::append_json(out, document.id);
    out += "\",\"meta\":";
    io::append_meta(out, document);
    out += "}\n";
  }

  const RunOptions& options_;
  const io::Writer& writer_;
  const RunOutputs& outputs_;
  mutable DocumentPool pool_;
};

/// The end of the line: writes in order and adds up.
class Drain {
 public:
  Drain(const RunOptions& options, const RunOutputs& outputs, std::vector<StageCount> counts)
      : options_(options), outputs_(outputs) {
    if (options.resume == Resume::replay) {
      skip_ = options.start.batches;
    } else {
      place_ = options.start;
      totals = options.start.totals;
    }
    totals.stages.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) totals.stages[i].name = counts[i].name;
  }

  void take(const Work& work) {
    for (const Error& error : work.errors) {
      if (options_.report) options_.report(error);
    }
    totals.errors += work.errors.size();
    const bool skipped = ++place_.batches <= skip_;
    if (!skipped && outputs_.errors != nullptr) outputs_.errors->write(work.aside);
    if (!put_off.empty() && !work.again) {
      // Behind what comes again all comes again, bytes that are no document too.
      if (!work.batch.bytes.empty()) put_off.put(work.batch, 0);
      tell(work);
      return;
    }
    add_up(work);
    if (!skipped) {
      if (outputs_.take) {
        outputs_.take(work.text);
      } else if (outputs_.text != nullptr) {
        outputs_.text->write(work.text);
      }
      if (outputs_.log != nullptr) outputs_.log->write(work.log);
      if (outputs_.meta != nullptr) outputs_.meta->write(work.meta);
    }
    if (work.put_off < work.batch.records.size()) put_off.put(work.batch, work.put_off);
    tell(work);
  }

  RunTotals totals;
  io::BatchSpool put_off;

 private:
  void add_up(const Work& work) {
    totals.documents += work.totals.documents;
    totals.bytes_in += work.totals.bytes_in;
    totals.invalid_documents += work.totals.invalid_documents;
    totals.bytes_out += work.bytes_out;
    totals.aside += work.totals.aside;
    for (std::size_t i = 0; i < work.totals.stages.size(); ++i) {
      totals.stages[i].decisions += work.totals.stages[i].decisions;
      totals.stages[i].bytes += work.totals.stages[i].bytes;
    }
  }

  void tell(const Work& work) {
    if (work.taken > 0) totals.taken = work.taken;
    if (options_.progress) options_.progress(totals);
    if (!options_.written || place_.batches <= skip_) return;
    if (options_.resume == Resume::seek) {
      if (!work.resumable) return;
      place_.file = work.after.file;
      place_.position = work.after.position;
      place_.offset = work.after.offset;
      place_.documents = work.after.documents;
      place_.table = work.after.table;
    }
    place_.totals = totals;
    options_.written(place_);
  }

  RunPlace place_;
  std::uint64_t skip_ = 0;  // batches that were written before
  const RunOptions& options_;
  const RunOutputs& outputs_;
};

/// Owns the batches inside a pipeline, which forgets them when a stage throws.
class InFlight {
 public:
  Work* add(std::unique_ptr<Work> work) {
    const std::scoped_lock lock(mutex_);
    return works_.emplace_back(std::move(work)).get();
  }
  void remove(const Work* work) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(works_, [&](const auto& owned) { return owned.get() == work; });
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Work>> works_;  // as many as the pipeline has tokens
};

using Next = std::function<std::unique_ptr<Work>()>;  // null at the end

void run_parallel(unsigned jobs, const Next& next, Feed& feed, const Worker& worker, Drain& drain,
                  const std::vector<StageSpec>& stages, const Resources& resources, Chain& chain) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::enumerable_thread_specific<std::unique_ptr<Chain>> chains(
      [&] { return std::make_unique<Chain>(stages, resources); });
  InFlight in_flight;
  using Item = Work*;
  using tbb::filter_mode;
  const auto read = tbb::make_filter<void, Item>(filter_mode::serial_in_order,
                                                 [&](tbb::flow_control& flow) -> Item {
                                                   std::unique_ptr<Work> work = next();
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
      worker.whole(*work, *chains.local());
      return work;
    });
    tbb::parallel_pipeline(tokens, read & cut & number & all & write);
    return;
  }
  const auto before = tbb::make_filter<Item, Item>(filter_mode::parallel, [&](Item work) {
    worker.before(*work, *chains.local());
    return work;
  });
  const auto ordered = tbb::make_filter<Item, Item>(filter_mode::serial_in_order, [&](Item work) {
    worker.ordered(*work, chain);
    return work;
  });
  const auto after = tbb::make_filter<Item, Item>(filter_mode::parallel, [&](Item work) {
    worker.after(*work);
    return work;
  });
  tbb::parallel_pipeline(tokens, read & cut & number & before & ordered & after & write);
}

/// Bytes. With an ordered stage a document is looked at three times, on any core: what was made of
/// a small batch still lies in its cache then (128 KiB took 1.54 s of CPU on two cores where 1 MiB
/// took 1.75). But each batch is a frame of compressed output, which small ones make larger: zstd
/// by 3 % with 256 KiB, 7 % with 128. The same for any number of jobs: a run may go on with others.
std::size_t batch_for(const Chain& chain, const RunOutputs& outputs) {
  if (chain.first_ordered() == chain.size()) return SIZE_MAX;
  const bool packed = outputs.text != nullptr && outputs.text->packing() != io::Packing::none;
  return std::size_t{packed ? 256U : 128U} << 10U;
}

}  // namespace

RunTotals run(const RunOptions& options, const std::vector<StageSpec>& stages,
              const Resources& resources, const io::Writer& writer, const RunOutputs& outputs) {
  Chain chain(stages, resources);
  std::vector<StageCount> counts;
  for (const StageSpec& stage : stages) counts.push_back({find_filter(stage.filter)->name, 0, 0});
  if (outputs.log != nullptr && options.start.batches == 0) {
    std::string head;
    io::append_log_head(head);
    io::pack(outputs.log->packing(), head);
    outputs.log->write(head);
  }
  Feed feed(options, outputs, writer.prints_files(), batch_for(chain, outputs));
  Worker worker(options, writer, outputs);
  worker.zero_counts = counts;
  Drain drain(options, outputs, counts);
  const auto all = [&](const Next& next) {
    if (options.jobs > 1) {
      run_parallel(options.jobs, next, feed, worker, drain, stages, resources, chain);
      return;
    }
    while (const auto work = next()) {
      work->cut();
      if (!work->again) feed.number(*work);
      worker.whole(*work, chain);
      drain.take(*work);
    }
  };
  all([&] { return feed.next(); });
  if (!drain.put_off.empty()) {
    chain.settle();
    all([&] {
      auto work = std::make_unique<Work>();
      work->again = true;
      return drain.put_off.next(work->batch) ? std::move(work) : nullptr;
    });
  }
  if (outputs.log != nullptr) {
    std::string end;
    io::append_log_end(end, feed.offset(), feed.checksum());
    io::pack(outputs.log->packing(), end);
    outputs.log->write(end);
  }
  if (options.secure) options.secure();
  chain.commit();
  return std::move(drain.totals);
}

}  // namespace dechaff
