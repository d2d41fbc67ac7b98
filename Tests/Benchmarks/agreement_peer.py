"""One statistic of a table of ratings by a package of PyPI: agreement_peer.py CSV STATISTIC [PEER]

Where several packages have a statistic PEER says which is asked. Prints its value as JSON, by npq's
name for it. Each package is given the table in the form that it asks for, read with pandas.
"""

import json
import sys

import pandas

LEVELS = {"alpha-nominal": "nominal", "alpha-ordinal": "ordinal", "alpha-interval": "interval",
          "alpha-ratio": "ratio"}
CHANCE = {"fleiss-kappa": ("fleiss", "identity"), "conger-kappa": ("conger", "identity"),
          "ac1": ("gwet", "identity"), "ac2-linear": ("gwet", "linear"),
          "ac2-quadratic": ("gwet", "quadratic")}
# For two raters without gaps Cohen's kappa is Conger's.
COHEN = {"kappa": ("conger", "identity"), "kappa-linear": ("conger", "linear"),
         "kappa-quadratic": ("conger", "quadratic")}
ICC = {"ICC1": "icc-1-1", "ICC2": "icc-2-1", "ICC3": "icc-3-1", "ICC1k": "icc-1-k",
       "ICC2k": "icc-2-k", "ICC3k": "icc-3-k", "ICC(1,1)": "icc-1-1", "ICC(A,1)": "icc-2-1",
       "ICC(C,1)": "icc-3-1", "ICC(1,k)": "icc-1-k", "ICC(A,k)": "icc-2-k", "ICC(C,k)": "icc-3-k"}


def alpha(table, level):
    import krippendorff
    return krippendorff.alpha(reliability_data=table.T.to_numpy(), level_of_measurement=level)


def chance_corrected(table, method, weights):
    from irrCAC.raw import CAC
    found = getattr(CAC(table, weights=weights, digits=12), method)()
    return found["est"]["coefficient_value"]


def intraclass(table):
    import pingouin
    long = table.reset_index(names="unit").melt(id_vars="unit", var_name="rater", value_name="mark")
    found = pingouin.intraclass_corr(long, targets="unit", raters="rater", ratings="mark")
    return {ICC[name]: value for name, value in zip(found["Type"], found["ICC"])}


def scikit(table, name):
    from sklearn.metrics import cohen_kappa_score
    weights = name.removeprefix("kappa").removeprefix("-") or None
    return cohen_kappa_score(table.iloc[:, 0], table.iloc[:, 1], weights=weights)


def models(table, name):
    from statsmodels.stats import inter_rater
    if name == "fleiss-kappa":
        return inter_rater.fleiss_kappa(inter_rater.aggregate_raters(table.to_numpy())[0])
    square = inter_rater.to_table(table.to_numpy())[0]
    weights = name.removeprefix("kappa").removeprefix("-") or None
    return inter_rater.cohens_kappa(square, wt=weights, return_results=False)


OTHERS = {"scikit-learn": scikit, "statsmodels": models}


def main():
    path, name, *peer = sys.argv[1:]
    table = pandas.read_csv(path, index_col=0)
    if peer and peer[0] in OTHERS:
        values = {name: OTHERS[peer[0]](table, name)}
    elif name in LEVELS:
        values = {name: alpha(table, LEVELS[name])}
    elif name == "icc":
        values = intraclass(table)
    else:
        values = {name: chance_corrected(table, *(CHANCE | COHEN)[name])}
    print(json.dumps({name: float(value) for name, value in values.items()}))


main()
