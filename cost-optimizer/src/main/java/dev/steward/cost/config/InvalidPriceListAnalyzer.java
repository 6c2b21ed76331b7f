package dev.steward.cost.config;

import dev.steward.cost.InvalidPriceListException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the end of a failed start what is wrong with the price list, all of it. */
class InvalidPriceListAnalyzer extends AbstractFailureAnalyzer<InvalidPriceListException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPriceListException cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Correct the file that STEWARD_PRICE_LIST names, or unset it.", cause);
    }
}
