"""Trains a line model and cross-validates it by site.

  python -m training.train --gold mine.jsonl --features PROGRAM --out mine.model [--folds 4]
  python -m training.train --data DIR --gold mine.jsonl --features PROGRAM --curve
"""

import argparse
import gc
import json
import os
import pickle
import random
import time

import numpy as np
import torch

from . import forms, words
from .examples import prepare, share, use_words
from .learn import Cached, fit_scale, logits_of, networks, teach, train, vocabulary
from .score import counts_of, evaluate, form_set, scored


def arguments(given=None):
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", help="folder of the sets that the program's own model is trained on")
    ap.add_argument("--gold", action="append", default=[], metavar="FILE",
                    help="pages of your own: JSON lines with text, gold (its main content), and lang, id, host, type if known")
    ap.add_argument("--curve", action="store_true",
                    help="train on 1/8, 1/4, 1/2 and all of the sites outside the last fold, and stop")
    ap.add_argument("--features", required=True)
    ap.add_argument("--out")
    ap.add_argument("--evidence", metavar="PROGRAM", help="dump_features: show the pages as HTML and Markdown, too")
    ap.add_argument("--markdown", help="folder of training.layouts")
    ap.add_argument("--html", type=float, default=0.6, help="how often an epoch shows a page as HTML")
    ap.add_argument("--md", type=float, default=0.5, help="how often an epoch shows a page as Markdown")
    ap.add_argument("--names", type=int, default=4000, help="words of classes and the like in the table")
    ap.add_argument("--branch", type=int, default=0, help="units of a hidden layer for the evidence; 0: none")
    ap.add_argument("--form-pages", type=int, default=0, help="only so many pages a set and form, to try things")
    ap.add_argument("--commented", type=float, default=3.0, help="how much oftener a page with comments is shown")
    ap.add_argument("--comment-weight", type=float, default=2.0, help="of comments beside metadata")
    ap.add_argument("--words", default=words.FOLDER, help="folder of word tables, one a language")
    ap.add_argument("--work", default="/tmp/model-work")
    ap.add_argument("--cache", help="folder that keeps features from run to run")
    ap.add_argument("--old-sets", action="store_true", help="leave out more/ and labelled/")
    ap.add_argument("--agpl", action="store_true", help="train on the sets under the AGPL as well")
    ap.add_argument("--mask", default="more", choices=("none", "more", "all"),
                    help="sets whose lines in dispute (title to lead, bylines, credits) get no weight")
    ap.add_argument("--by-kind", default="out", choices=("none", "pool", "out"), help="what a page's kind changes")
    ap.add_argument("--title-weight", type=float, default=0.3)
    ap.add_argument("--line-weight", type=float, default=0.15, help="of metadata and comments")
    ap.add_argument("--kind-weight", type=float, default=0.15)
    ap.add_argument("--labelled", type=float, default=1.5, help="how often an epoch shows a page labelled by line")
    ap.add_argument("--folds", type=int, default=4)
    ap.add_argument("--only-folds", type=int, default=0, help="only the last so many folds")
    ap.add_argument("--skip-folds", action="store_true", help="with --out: take the scores of the last run in --work")
    ap.add_argument("--networks", type=int, default=1, choices=(1, 2),
                    help="of --seed and the seed after it; their mean counts")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--epochs", type=float, default=5)
    ap.add_argument("--batch", type=int, default=8)
    ap.add_argument("--rate", type=float, default=4e-3)
    ap.add_argument("--channels", type=int, default=48)
    ap.add_argument("--variants", type=int, default=1)
    ap.add_argument("--dropout", type=float, default=0.12)
    ap.add_argument("--token-drop", type=float, default=0.4)
    ap.add_argument("--page-drop", type=float, default=0.15)
    ap.add_argument("--heading-weight", type=float, default=0.2)
    ap.add_argument("--table-decay", type=float, default=0.1)
    ap.add_argument("--token-sites", type=int, default=5)
    ap.add_argument("--table", type=int, default=12000)
    ap.add_argument("--daniel", type=float, default=1.5)
    ap.add_argument("--clean", type=float, default=0.3)
    ap.add_argument("--manual", type=float, default=0.0, help="how often an epoch shows a passage of a manual")
    ap.add_argument("--marked", type=float, default=0.0, help="how often an epoch shows a document without its marks")
    ap.add_argument("--samples", type=float, default=0.0, help="how often an epoch shows a sample of the project")
    ap.add_argument("--teachers", type=int, default=0, help="networks whose mean teaches the one that is written")
    ap.add_argument("--trust", type=float, default=0.5, help="the teachers' share in the cross-entropy's target")
    ap.add_argument("--fold-models", help="folder for the model of each fold and the pages it has not seen")
    ap.add_argument("--threads", type=int, default=1)
    return ap.parse_args(given)


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    os.makedirs(args.work, exist_ok=True)
    start = time.time()
    examples = prepare(args)
    same = use_words(examples, args)
    gc.freeze()  # a million arrays that stay
    print(f"{len(examples)} pages, {sum(e.n for e in examples)} blocks, {len(same[0])} tokens of other languages, "
          f"{time.time() - start:.0f}s", flush=True)
    if args.curve:
        return learning_curve(examples, args)
    if args.out:  # first, since the folds take long; its scores are written at the end
        write_final = final_model(examples, same, args)
        write_final({})
        print(f"{args.out} {time.time() - start:.0f}s", flush=True)
    found, answers = [], []
    folds = [] if args.skip_folds else range(args.folds - (args.only_folds or args.folds), args.folds)
    for fold in folds:
        inside = [e for e in examples if e.source.fold != fold]
        rows, pages = fit_scale([e for e in inside if e.source.kind == "page"])
        vocab = vocabulary(inside, args)
        items = [Cached(e, rows, pages, vocab) for e in inside if share(e, args) > 0]
        teach(items, len(vocab), args)
        nets = networks(items, len(vocab), args)
        held = [e for e in examples if e.source.fold == fold and e.source.kind in ("page", "gold", "manual", "marked", *forms.FORMS)
                and e.source.set != "readability"]
        said = logits_of(nets, [Cached(e, rows, pages, vocab) for e in held])
        found += held
        answers += said
        print(f"fold {fold} vocab {len(vocab)}, {time.time() - start:.0f}s", brief(evaluate(held, said)), flush=True)
        if args.fold_models:
            write_fold(args.fold_models, fold, nets, vocab, same, rows, pages, held, items)
    scores = os.path.join(args.work, "report.json")
    if folds:
        report = evaluate(found, answers, save=args.work)
        with open(scores, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=1)
        with open(os.path.join(args.work, "oof.pickle"), "wb") as file:
            pickle.dump([(form_set(e), e.source.record["type"], e.source.fold, e.page.words, counts_of(e), *said, e.target)
                         for e, said in zip(found, answers) if scored(e) and e.n], file)
    else:
        with open(scores, encoding="utf-8") as file:
            report = json.load(file)
    print("ALL", json.dumps(report, indent=1), f"{time.time() - start:.0f}s", flush=True)
    if args.out:
        write_final(report)


def final_model(examples, same, args):
    """Trains on all pages; returns what writes the model with a report."""
    from . import export
    rows, pages = fit_scale([e for e in examples if e.source.kind == "page"])
    vocab = vocabulary(examples, args)
    items = [Cached(e, rows, pages, vocab) for e in examples if share(e, args) > 0]
    teach(items, len(vocab), args)
    nets = networks(items, len(vocab), args)
    shown = for_surrogate(items)
    weights, sets = surrogate(shown, logits_of(nets, shown)), sets_of(items)
    return lambda report: export.write(args.out, nets, vocab, same, rows, pages, weights, report, sets)


def brief(report):
    """The figures by set."""
    return json.dumps({k: v for k, v in report.items() if "/" not in k and not k.startswith(("pages ", "n ", "all of "))})


def learning_curve(examples, args):
    """Word F1 on the last fold's pages by how many of the other sites a training saw: are more pages worth the work?"""
    held = [e for e in examples if e.source.fold == args.folds - 1 and scored(e)]
    inside = [e for e in examples if e.source.fold not in (args.folds - 1, -1)]
    sites = sorted({e.source.site for e in inside})
    random.Random(args.seed).shuffle(sites)
    for part in (8, 4, 2, 1):
        chosen = set(sites[:max(1, len(sites) // part)])
        some = [e for e in inside if e.source.site in chosen]
        pages_seen = [e for e in some if e.source.kind == "page"]
        rows, pages = fit_scale(pages_seen)
        vocab = vocabulary(some, args)
        items = [Cached(e, rows, pages, vocab) for e in some if share(e, args) > 0]
        net = train(items, len(vocab), args, args.seed)
        report = evaluate(held, logits_of([net], [Cached(e, rows, pages, vocab) for e in held]))
        print(f"{len(chosen)} sites, {len(pages_seen)} pages:",
              json.dumps({k: v for k, v in report.items() if k in {e.source.set for e in held}}), flush=True)


def write_fold(folder, fold, nets, vocab, same, rows, pages, held, items):
    """The model of a fold and the pages it has not seen, for training/crossvalidate."""
    from . import export
    os.makedirs(folder, exist_ok=True)
    shown = for_surrogate(items)
    weights = surrogate(shown, logits_of(nets, shown))
    export.write(os.path.join(folder, f"fold-{fold}.model"), nets, vocab, same, rows, pages, weights, {},
                 sets_of(items))
    for name in sets_of([e for e in held if scored(e)]):
        with open(os.path.join(folder, f"fold-{fold}-{name}.jsonl"), "w", encoding="utf-8") as file:
            for e in held:
                if e.source.kind == "page" and e.source.set == name:
                    file.write(json.dumps(e.source.record, ensure_ascii=False) + "\n")


def sets_of(items):
    return list(dict.fromkeys(i.source.set for i in items))


def for_surrogate(items):
    """Pages of every form."""
    pages = [i for i in items if i.source.kind == "page"][:1200]
    return pages + [i for i in items if i.source.kind in forms.FORMS][::10][:1200]


def surrogate(items, answers):
    """Weights of a ridge regression of the content logit on the scaled features and the evidence's columns."""
    columns = next((i.v.shape[1] for i in items if i.v is not None), 0)
    seen = lambda i: np.zeros((i.n, columns)) if i.v is None else i.v.numpy() / 64.0
    x = np.concatenate([np.hstack([i.x.numpy() / 16.0, np.tile(i.p.numpy(), (i.n, 1)), seen(i)]) for i in items])
    z = np.concatenate([l[:, 0] for l, _ in answers]).clip(-6, 6)
    x, z = x[::3].astype(np.float64), z[::3].astype(np.float64)
    a = x.T @ x + 300.0 * np.eye(x.shape[1])
    return np.linalg.solve(a, x.T @ (z - z.mean())).astype(np.float32)


if __name__ == "__main__":
    main()
