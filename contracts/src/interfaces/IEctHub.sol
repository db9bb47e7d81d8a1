// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEscrow} from "./IEscrow.sol";
import {IExchange} from "./IExchange.sol";
import {IProofOfContribution} from "./IProofOfContribution.sol";

/// @title The hub: escrow, exchange and Proof-of-Contribution. Nobody has privileged access to it.
interface IEctHub is IEscrow, IExchange, IProofOfContribution {}
