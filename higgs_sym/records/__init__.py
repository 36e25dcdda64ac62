"""What the package knows, as frozen records: sources, quantities, equations, formulas, derivations, claims, statements,
verdicts, figures.

A record carries no behaviour beyond validating itself: who computes, checks or prints it lives elsewhere.
"""

from higgs_sym.records.claimed import Claim as Claim
from higgs_sym.records.claimed import Finding as Finding
from higgs_sym.records.claimed import Kind as Kind
from higgs_sym.records.claimed import Limit as Limit
from higgs_sym.records.claimed import Statement as Statement
from higgs_sym.records.decided import Outcome as Outcome
from higgs_sym.records.decided import Remainder as Remainder
from higgs_sym.records.decided import Sample as Sample
from higgs_sym.records.decided import Term as Term
from higgs_sym.records.decided import Verdict as Verdict
from higgs_sym.records.drawn import Axis as Axis
from higgs_sym.records.drawn import Figure as Figure
from higgs_sym.records.drawn import ValidityMap as ValidityMap
from higgs_sym.records.known import Derivation as Derivation
from higgs_sym.records.known import Equation as Equation
from higgs_sym.records.known import Formula as Formula
from higgs_sym.records.known import Quantity as Quantity
from higgs_sym.records.known import Source as Source
