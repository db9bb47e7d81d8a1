// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EctHubRemedies} from "./EctHubRemedies.sol";
import {Continued} from "./hub/Continued.sol";
import {Epochs} from "./hub/Epochs.sol";
import {Rosters} from "./hub/Rosters.sol";
import {IWorkerPoolRegistry} from "./interfaces/IWorkerPoolRegistry.sol";

/// @title The second part of the hub's code, which EctHub runs on its own storage: the epoch path.
/// @notice Reads top to bottom: hub/Rosters (who is seated), hub/Draw (who is drawn), hub/Epochs and hub/SettledPages (anchor and
/// settle). Deployed by itself it has nobody's money.
contract EctHubExtension is Epochs, Rosters, Continued {
    /// @notice The third part.
    EctHubRemedies public immutable remedies;

    constructor(IWorkerPoolRegistry pools, EctHubRemedies remedies_) Rosters(pools) {
        if (address(remedies_) == address(0)) revert ZeroAddress();
        remedies = remedies_;
    }

    function _next() internal view override returns (address) {
        return address(remedies);
    }
}
