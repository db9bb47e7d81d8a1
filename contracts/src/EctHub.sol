// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EctHubExtension} from "./EctHubExtension.sol";
import {Continued} from "./hub/Continued.sol";
import {Escrow} from "./hub/Escrow.sol";
import {Exchange} from "./hub/Exchange.sol";
import {OrderViews} from "./hub/OrderViews.sol";
import {Settlement} from "./hub/Settlement.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {Category} from "./types/Category.sol";

/// @title Escrow, exchange and Proof-of-Contribution in one contract, without owner, pause or upgrade.
/// @notice Reads top to bottom: hub/Escrow (money), hub/Exchange (orders to deals), hub/ProofOfContribution (commit and
/// reveal), hub/Settlement (finalise, call back). Everything else that IEctHub has is in EctHubExtension and EctHubRemedies.
contract EctHub is Settlement, OrderViews, Continued {
    /// @notice The second part of the hub's code, which brings the third along. Fixed for ever, like the first.
    EctHubExtension public immutable extension;

    /// @param token Its total supply must fit in 63 bits of gwei and its transfers must move what they say.
    /// @param categories At least one; they can never change.
    /// @param extension_ It brings the registry of worker pools along, which two parts use.
    constructor(
        IERC20 token,
        IAssetRegistry apps,
        IAssetRegistry datasets,
        Category[] memory categories,
        EctHubExtension extension_
    ) Escrow(token) Exchange(apps, datasets, extension_.pools(), categories) {
        extension = extension_;
    }

    function _next() internal view override returns (address) {
        return address(extension);
    }
}
