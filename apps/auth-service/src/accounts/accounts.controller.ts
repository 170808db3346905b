import {
  answer,
  ChangePasswordRequest,
  EmailRequest,
  LoginRequest,
  RefreshRequest,
  RegisterRequest,
  ResetPasswordRequest,
  VerifyEmailRequest,
} from '@polyreel/http-api';
import { Anyone, type Caller, CallerOf } from '@polyreel/service-kit';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { SignInGate } from '../passwords/sign-in.gate.js';
import { SessionCommands } from '../sessions/session.commands.js';
import { whereaboutsOf } from '../sessions/session.model.js';
import { AccountCommands } from './account.commands.js';
import { PasswordCommands } from './password.commands.js';
import { steadily } from './steady.answer.js';

/** Getting in. */
@Controller('auth')
export class AccountsController {
  constructor(
    private readonly accounts: AccountCommands,
    private readonly passwords: PasswordCommands,
    private readonly sessions: SessionCommands,
    private readonly gate: SignInGate,
  ) {}

  @Anyone()
  @Post('register')
  @HttpCode(202)
  async register(@Body() body: unknown) {
    const request = RegisterRequest.parse(body);
    await this.gate.through(() => steadily(this.accounts.register(request)));
    return answer({ email: request.email }, 'A letter is on its way. Its link verifies the address.');
  }

  @Anyone()
  @Post('login')
  @HttpCode(200)
  async login(@CallerOf() caller: Caller, @Body() body: unknown) {
    const request = LoginRequest.parse(body);
    return answer(await this.gate.through(() => this.accounts.login(request, whereaboutsOf(caller))), 'Welcome.');
  }

  @Anyone()
  @Post('refresh')
  @HttpCode(200)
  async refresh(@CallerOf() caller: Caller, @Body() body: unknown) {
    return answer(await this.sessions.refresh(RefreshRequest.parse(body).refreshToken, whereaboutsOf(caller)), 'Here you are.');
  }

  @Anyone()
  @Post('verify-email')
  @HttpCode(200)
  async verify(@Body() body: unknown) {
    return answer({ email: await this.passwords.verifyEmail(VerifyEmailRequest.parse(body).token) }, 'The address is verified.');
  }

  @Anyone()
  @Post('verify-email/resend')
  @HttpCode(202)
  async resend(@Body() body: unknown) {
    const { email } = EmailRequest.parse(body);
    await steadily(this.accounts.resend(email));
    return answer({ email }, 'If this address waits to be verified, a letter is on its way.');
  }

  @Anyone()
  @Post('forgot-password')
  @HttpCode(202)
  async forgot(@Body() body: unknown) {
    const { email } = EmailRequest.parse(body);
    await steadily(this.accounts.forgot(email));
    return answer({ email }, 'If this address has an account, a letter is on its way.');
  }

  @Anyone()
  @Post('reset-password')
  @HttpCode(200)
  async reset(@CallerOf() { address }: Caller, @Body() body: unknown) {
    const { token, password } = ResetPasswordRequest.parse(body);
    await this.gate.through(() => this.passwords.reset(token, password, address));
    return answer({}, 'The new password holds. Every session has ended: sign in again.');
  }

  @Post('change-password')
  @HttpCode(200)
  async change(@CallerOf() caller: Caller, @Body() body: unknown) {
    const { currentPassword, newPassword } = ChangePasswordRequest.parse(body);
    await this.gate.through(() => this.passwords.change(caller, currentPassword, newPassword));
    return answer({}, 'The new password holds. Every other session has ended.');
  }
}
