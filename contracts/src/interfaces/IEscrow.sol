// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Account} from "../types/Account.sol";
import {ILedger} from "./ILedger.sol";

/// @title Escrow: everybody's tokens held by the hub, free or locked.
interface IEscrow is ILedger {
    event Deposited(address indexed from, address indexed to, uint256 amount);
    event Withdrawn(address indexed from, address indexed to, uint256 amount);

    /// @notice The token moved another amount than asked (fee-on-transfer tokens are refused).
    error UnexpectedTransfer(uint256 asked, uint256 received);

    /// @notice Moves `amount` of the caller's tokens into its free balance. Needs an ERC-20 allowance for the hub.
    function deposit(uint256 amount) external;
    /// @notice As `deposit`, credited to `to`.
    function depositFor(address to, uint256 amount) external;
    /// @notice As `deposit`, with an ERC-2612 permit instead of an earlier approval.
    /// @dev A permit that somebody has already submitted does no harm if the allowance stands.
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
    /// @notice Sends `amount` of the caller's free balance back to the caller.
    function withdraw(uint256 amount) external;
    /// @notice As `withdraw`, sent to `to`.
    function withdrawTo(address to, uint256 amount) external;

    /// @notice Free and locked tokens and the reputation of `owner`.
    function accountOf(address owner) external view returns (Account memory);
    function token() external view returns (IERC20);
}
