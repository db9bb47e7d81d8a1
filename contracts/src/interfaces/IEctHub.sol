// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAvailability} from "./IAvailability.sol";
import {IClaims} from "./IClaims.sol";
import {IEpochs} from "./IEpochs.sol";
import {IEscrow} from "./IEscrow.sol";
import {IExchange} from "./IExchange.sol";
import {IOrderState} from "./IOrderState.sol";
import {IReceipts} from "./IReceipts.sol";
import {IRosters} from "./IRosters.sol";
import {IProofOfContribution} from "./IProofOfContribution.sol";

/// @title The hub: escrow, exchange and Proof-of-Contribution. Nobody has privileged access to it.
interface IEctHub is
    IEscrow,
    IExchange,
    IProofOfContribution,
    IOrderState,
    IRosters,
    IEpochs,
    IReceipts,
    IAvailability,
    IClaims
{}
