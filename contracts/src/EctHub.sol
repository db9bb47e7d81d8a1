// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Escrow} from "./hub/Escrow.sol";
import {Exchange} from "./hub/Exchange.sol";
import {Settlement} from "./hub/Settlement.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IEctHub} from "./interfaces/IEctHub.sol";
import {IWorkerPoolRegistry} from "./interfaces/IWorkerPoolRegistry.sol";
import {Category} from "./types/Category.sol";

/// @title Escrow, exchange and Proof-of-Contribution in one contract, without owner, pause or upgrade.
/// @notice Reads top to bottom: hub/Escrow (money), hub/Exchange (orders to deals), hub/ProofOfContribution (commit and
/// reveal), hub/Settlement (finalise, claim, call back).
contract EctHub is Settlement, IEctHub {
    /// @param token Its total supply must fit in 96 bits and its transfers must move what they say.
    /// @param categories At least one; they can never change.
    constructor(
        IERC20 token,
        IAssetRegistry apps,
        IAssetRegistry datasets,
        IWorkerPoolRegistry pools,
        Category[] memory categories
    ) Escrow(token) Exchange(apps, datasets, pools, categories) {}
}
